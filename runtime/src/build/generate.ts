import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerConfig } from '../shared/worker-config.ts';
import { configLine } from './config-code.ts';

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

/** Composes the classic script that registers the routes: the config, then the runtime. */
export function generateScript(config: WorkerConfig, mode: Mode = 'production'): GeneratedScript {
  const runtime = readFileSync(new URL(`../background-fetch-sw.${mode}.js`, import.meta.url), 'utf8');
  const code = configLine(config) + runtime;
  const hash = createHash('sha256').update(code).digest('base64url').slice(0, 10);
  return { fileName: `background-fetch-sw.${hash}.js`, code };
}

/**
 * Writes the script into a folder, in place of those that earlier builds have left there. It is synchronous for the
 * sake of configs that workbox-cli loads, which cannot wait.
 *
 * @returns its file name.
 */
export function writeScript(folder: string, { fileName, code }: GeneratedScript): string {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (SCRIPT_NAME.test(name) && name !== fileName) rmSync(join(folder, name));
  writeFileSync(join(folder, fileName), code);
  return fileName;
}
