import { readFileSync } from 'node:fs';
import type { WorkerConfig } from '../shared/worker-config.ts';
import { configLine } from './config-code.ts';
import { type ScriptFile, scriptFile, sideScripts } from './script-files.ts';

/** `development` has messages in its errors and Workbox's logs. */
export type Mode = 'production' | 'development';

/** The script that a generated service worker imports. */
export interface GeneratedScript extends ScriptFile {
  /** It and what it may import itself: all of this has to lie beside the worker. */
  files: ScriptFile[];
}

/** Composes the classic script that registers the routes: the config, then the runtime. */
export function generateScript(config: WorkerConfig, mode: Mode = 'production'): GeneratedScript {
  const runtime = readFileSync(new URL(`../background-fetch-sw.${mode}.js`, import.meta.url), 'utf8');
  const script = scriptFile('sw', configLine(config) + runtime);
  return { ...script, files: [script, ...sideScripts(config)] };
}
