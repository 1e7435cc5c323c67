import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { BackgroundFetchBuildError } from '../errors.ts';
import type { GeneratedScript } from './generate.ts';
import { importScript } from './import-script.ts';

/** A worker that has been compiled, and what it is to import. */
export interface ImportIntoWorkerOptions {
  swSrc: string;
  /** Where the worker that imports the script is written, for Workbox to make the service worker of it. */
  staged: string;
  script: GeneratedScript;
  /** What Workbox is going to look for in the worker. */
  injectionPoint: string;
}

/**
 * Writes the worker that imports the script before anything else, elsewhere than where it is going to be: where Workbox fails,
 * that is as it was. A source map is taken along.
 *
 * @throws BackgroundFetchBuildError `no-injection-point`: Workbox, which reads what is staged, would blame the wrong file.
 */
export async function importIntoWorker({
  swSrc,
  staged,
  script,
  injectionPoint,
}: ImportIntoWorkerOptions): Promise<void> {
  const source = await readFile(swSrc, 'utf8');
  if (!source.includes(injectionPoint))
    throw new BackgroundFetchBuildError('no-injection-point', { worker: swSrc, injectionPoint });
  const folder = dirname(staged);
  await mkdir(folder, { recursive: true });
  const { code, map } = await importScript(source, dirname(resolve(swSrc)), script.fileName);
  if (map) await writeFile(resolve(folder, map.url), map.content);
  await writeFile(staged, code);
}
