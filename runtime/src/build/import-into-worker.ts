import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { BackgroundFetchBuildError } from './errors.ts';
import type { GeneratedScript } from './generate.ts';
import { writeScripts } from './script-files.ts';

/** A worker that has been compiled, and what it is to import. */
export interface ImportIntoWorkerOptions {
  swSrc: string;
  swDest: string;
  /** Where the worker that imports the script is written, for Workbox to make `swDest` of it. */
  staged: string;
  script: GeneratedScript;
  /** What Workbox is going to look for in the worker. */
  injectionPoint: string;
}

/**
 * Writes the script beside `swDest`, and elsewhere the worker that imports it before anything else: where Workbox fails,
 * `swDest` is as it was. A source map is taken along.
 *
 * @throws BackgroundFetchBuildError `no-injection-point`: Workbox, which reads what is staged, would blame the wrong file.
 */
export async function importIntoWorker({
  swSrc,
  swDest,
  staged,
  script,
  injectionPoint,
}: ImportIntoWorkerOptions): Promise<void> {
  const code = await readFile(swSrc, 'utf8');
  if (!code.includes(injectionPoint))
    throw new BackgroundFetchBuildError('no-injection-point', { worker: swSrc, injectionPoint });
  const folder = dirname(staged);
  await mkdir(folder, { recursive: true });
  await copySourceMap(code, dirname(resolve(swSrc)), folder);
  writeScripts(dirname(resolve(swDest)), script.files);
  await writeFile(staged, `importScripts(${JSON.stringify(script.fileName)});\n${code}`);
}

async function copySourceMap(code: string, from: string, to: string): Promise<void> {
  const url = [...code.matchAll(/^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm)].at(-1)?.[1];
  if (url === undefined || /^[a-z]+:/i.test(url)) return;
  const source = await readFile(resolve(from, url), 'utf8').catch(() => undefined);
  // Workbox itself warns of a source map that is not there.
  if (source !== undefined) await writeFile(resolve(to, url), JSON.stringify(moveDown(JSON.parse(source))));
}

/** @see https://tc39.es/ecma426/ */
interface SourceMap {
  mappings?: string;
  sections?: { offset: { line: number; column: number } }[];
}

/** Moves everything down by the line of the import. */
function moveDown(map: SourceMap): SourceMap {
  if (map.sections === undefined) return { ...map, mappings: `;${map.mappings ?? ''}` };
  const sections = map.sections.map((section) => ({
    ...section,
    offset: { ...section.offset, line: section.offset.line + 1 },
  }));
  return { ...map, sections };
}
