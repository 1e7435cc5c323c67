import { existsSync } from 'node:fs';
import * as zlib from 'node:zlib';
import type { NewFile } from '../generate/replace-files.ts';

type Compress = (content: Uint8Array) => Uint8Array;

/** Node has Zstandard from 22.15 on. */
const { zstdCompressSync } = zlib as { zstdCompressSync?: Compress };

/** By the ending that tools give them. */
const FORMS: [ending: string, compress: Compress | undefined][] = [
  ['.gz', (content) => zlib.gzipSync(content, { level: 9 })],
  ['.br', (content) => zlib.brotliCompressSync(content)],
  ['.zst', zstdCompressSync],
];

/** What becomes of the forms of a file that were compressed ahead. */
export interface CompressedForms {
  renewed: NewFile[];
  /** Those that cannot be made here: servers send the file itself then. */
  stale: string[];
}

/** The compressed forms that lie beside files which are replaced: servers would go on sending what was in them. */
export function compressedForms(files: readonly NewFile[]): CompressedForms {
  const renewed: NewFile[] = [];
  const stale: string[] = [];
  for (const { file, content } of files) {
    for (const [ending, compress] of FORMS) {
      const form = file + ending;
      if (!existsSync(form)) continue;
      if (compress) renewed.push({ file: form, content: compress(Buffer.from(content)) });
      else stale.push(form);
    }
  }
  return { renewed, stale };
}
