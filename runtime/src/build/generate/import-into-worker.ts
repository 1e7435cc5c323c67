import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { GeneratedScript, WorkerType } from './generate.ts';
import { importScript } from './import-script.ts';

/** A worker that has been compiled, and what it is to import. */
export interface ImportIntoWorkerOptions {
  /** What has been compiled. */
  source: string;
  /** The folder that it is in, absolute. */
  folder: string;
  /** Where the worker that imports the script is written, for Workbox to make the service worker of it. */
  staged: string;
  script: GeneratedScript;
  type: WorkerType;
}

/**
 * Writes the worker that imports the script before anything else, elsewhere than where it is going to be: where Workbox fails,
 * that is as it was. A source map is taken along.
 */
export async function importIntoWorker({
  source,
  folder,
  staged,
  script,
  type,
}: ImportIntoWorkerOptions): Promise<void> {
  const { code, map } = await importScript(source, folder, script.fileName, type);
  await mkdir(dirname(staged), { recursive: true });
  if (map) await writeFile(resolve(dirname(staged), map.url), map.content);
  await writeFile(staged, code);
}
