import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** A piece of TypeScript in a document. */
export interface DocBlock {
  /** Where it stands: for people. */
  line: number;
  /** The file that its first comment names; undefined for a piece of one. */
  file: string | undefined;
  code: string;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** A block in any language: those in others are passed over, so that what they hold is no fence. */
const BLOCK = /^```(\w*)[^\n]*\n(.*?)^```$/gms;

/** All TypeScript of a document, in its order. */
export async function docBlocks(document: string): Promise<DocBlock[]> {
  const text = await readFile(`${ROOT}${document}`, 'utf8');
  return [...text.matchAll(BLOCK)]
    .filter(([, language]) => language === 'ts')
    .map(({ 2: code = '', index }) => ({
      line: text.slice(0, index).split('\n').length + 1,
      file: /^\/\/ ([\w./-]+\.ts)\n/.exec(code)?.[1],
      code,
    }));
}
