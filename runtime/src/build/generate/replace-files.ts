import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';

/** A file, and what is to be in it. */
export interface NewFile {
  /** Absolute. */
  file: string;
  content: string | Uint8Array;
}

/**
 * Puts files in the place of those that are there, in this order, and makes the folders that are not there. Each is written elsewhere first, so that nobody reads half a file,
 * and nothing is lost where one cannot be written.
 */
export async function replaceFiles(files: readonly NewFile[]): Promise<void> {
  const staged = files.map(({ file, content }) => {
    const place = resolve(dirname(file), `.${basename(file)}.${process.pid}`);
    return { file, content, place };
  });
  try {
    for (const { place, content } of staged) {
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, content);
    }
    for (const { place, file } of staged) await rename(place, file);
  } catch (error) {
    await Promise.all(staged.map(({ place }) => rm(place, { force: true })));
    throw error;
  }
}
