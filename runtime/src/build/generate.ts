import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { uneval } from 'devalue';
import type { WorkerConfig } from '../shared/worker-config.ts';

/** `development` has messages in its errors and Workbox's logs. */
export type Mode = 'production' | 'development';

/** The script that a generated service worker imports. */
export interface GeneratedScript {
  /** Carries a hash of the code. */
  fileName: string;
  code: string;
}

/** Matches the file names that {@link generateScript} gives. */
export const SCRIPT_NAME: RegExp = /^background-fetch-sw\.[\w-]{10}\.js$/;

/** Writes the classic script that registers the routes: the config, then the runtime. */
export async function generateScript(
  config: WorkerConfig,
  mode: Mode = 'production',
): Promise<GeneratedScript> {
  const runtime = await readFile(new URL(`../background-fetch-sw.${mode}.js`, import.meta.url), 'utf8');
  const code = `self.__BGF_CONFIG=${uneval(config)};\n${runtime}`;
  const hash = createHash('sha256').update(code).digest('base64url').slice(0, 10);
  return { fileName: `background-fetch-sw.${hash}.js`, code };
}

/**
 * Writes the script into a folder, in place of those that earlier builds have left there.
 *
 * @returns its file name.
 */
export async function writeScript(folder: string, { fileName, code }: GeneratedScript): Promise<string> {
  await mkdir(folder, { recursive: true });
  const stale = (await readdir(folder)).filter((name) => SCRIPT_NAME.test(name) && name !== fileName);
  await Promise.all(stale.map((name) => rm(join(folder, name))));
  await writeFile(join(folder, fileName), code);
  return fileName;
}
