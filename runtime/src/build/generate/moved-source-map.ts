import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const LINK = /^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm;

/** Whether a script names its source map, or has it in it. */
export function hasSourceMap(code: string): boolean {
  return code.search(LINK) >= 0;
}

/** A worker's code, and its source map for one line more in front. */
export interface MovedSource {
  /** A map in it is moved. */
  code: string;
  /** The map, where it is a file. */
  map?: { url: string; content: string };
}

/**
 * Moves the source map of a script down by a line, wherever it is. What cannot be read stays as it is: Workbox itself warns of a
 * map that is not there.
 *
 * @param folder - where the script is, absolute.
 */
export async function movedSourceMap(code: string, folder: string): Promise<MovedSource> {
  const link = [...code.matchAll(LINK)].at(-1);
  const url = link?.[1];
  if (link === undefined || url === undefined) return { code };
  const [, head, encoded] = /^(data:application\/json[^,]*;base64,)(.+)$/i.exec(url) ?? [];
  if (head !== undefined && encoded !== undefined) {
    const moved = moveDown(Buffer.from(encoded, 'base64').toString());
    if (moved === undefined) return { code };
    const inline = head + Buffer.from(moved).toString('base64');
    const start = link.index + link[0].indexOf(url);
    return { code: code.slice(0, start) + inline + code.slice(start + url.length) };
  }
  if (/^[a-z]+:/i.test(url)) return { code };
  const content = moveDown(await readFile(resolve(folder, url), 'utf8').catch(() => ''));
  return content === undefined ? { code } : { code, map: { url, content } };
}

/** @see https://tc39.es/ecma426/ */
interface SourceMap {
  mappings?: string;
  sections?: { offset: { line: number; column: number } }[];
}

function moveDown(json: string): string | undefined {
  const map = parse(json);
  if (map === undefined) return undefined;
  if (map.sections === undefined) return JSON.stringify({ ...map, mappings: `;${map.mappings ?? ''}` });
  const sections = map.sections.map((section) => ({
    ...section,
    offset: { ...section.offset, line: section.offset.line + 1 },
  }));
  return JSON.stringify({ ...map, sections });
}

function parse(json: string): SourceMap | undefined {
  try {
    return JSON.parse(json) as SourceMap;
  } catch {
    return undefined;
  }
}
