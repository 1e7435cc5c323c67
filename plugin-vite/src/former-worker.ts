import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SCRIPT_NAME } from 'workbox-background-fetch/build/internal';

/**
 * Remembers the worker that is there, its source map and the scripts beside it, if there are any. What is returned brings all of
 * them back to what they were: half a worker is worse than none, and worse than the one of the build before.
 */
export async function rememberWorker(worker: string): Promise<() => Promise<void>> {
  const folder = dirname(worker);
  const files = await Promise.all(
    [worker, `${worker}.map`].map(async (file) => ({ file, content: await contentOf(file) })),
  );
  const scripts = new Set(await scriptsIn(folder));
  return async () => {
    for (const { file, content } of files)
      await (content === undefined ? rm(file, { force: true }) : writeFile(file, content));
    for (const name of await scriptsIn(folder)) if (!scripts.has(name)) await rm(join(folder, name));
  };
}

/** Does what makes a worker. Where that fails, everything is as it was. */
export async function orFormerWorker(worker: string, make: () => Promise<void>): Promise<void> {
  const restore = await rememberWorker(worker);
  try {
    await make();
  } catch (error) {
    await restore();
    throw error;
  }
}

async function contentOf(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch(() => undefined);
}

async function scriptsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => SCRIPT_NAME.test(name));
}
