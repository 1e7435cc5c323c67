import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackgroundFetchBuildError } from '../errors.ts';

/**
 * Makes sure that a worker on disk imports the script, and that the script is where it imports it from. A worker whose
 * `importScripts` fails inside Workbox's loader is activated all the same, without precache and routes, in silence.
 *
 * @throws BackgroundFetchBuildError `script-not-imported`, `script-not-found`
 */
export async function checkWorker(workerFile: string, script: string): Promise<void> {
  checkImport(workerFile, await readFile(workerFile, 'utf8'), script);
  try {
    await access(join(dirname(workerFile), script));
  } catch (cause) {
    throw new BackgroundFetchBuildError('script-not-found', { script, worker: workerFile }, { cause });
  }
}

/**
 * The part that the worker's code tells, for a worker that is not on disk.
 *
 * @throws BackgroundFetchBuildError `script-not-imported`
 */
export function checkImport(worker: string, code: string, script: string): void {
  if (!code.includes(script)) throw new BackgroundFetchBuildError('script-not-imported', { script, worker });
}
