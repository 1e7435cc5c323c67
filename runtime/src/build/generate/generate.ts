import { readFileSync } from 'node:fs';
import type { WorkerConfig } from '../../shared/worker-config.ts';
import { configLine } from './config-code.ts';
import { type ScriptFile, scriptFile, sideScripts } from './script-files.ts';

/** `development` has messages in its errors and Workbox's logs. */
export type Mode = 'production' | 'development';

/** How a page registers a worker. */
export type WorkerType = 'classic' | 'module';

/** The script that a generated service worker imports. */
export interface GeneratedScript extends ScriptFile {
  /** It and what it may import itself: all of this has to lie beside the worker. */
  files: ScriptFile[];
}

/**
 * Composes the script that registers the routes: the config, then the runtime. In a module, which cannot import scripts, the
 * fallback engine comes with it, and runs where the runtime would import it.
 */
export function generateScript(
  config: WorkerConfig,
  mode: Mode = 'production',
  type: WorkerType = 'classic',
): GeneratedScript {
  const runtime = readFileSync(new URL(`../../background-fetch-sw.${mode}.js`, import.meta.url), 'utf8');
  const sides = sideScripts(config);
  const code = configLine(config) + runtime;
  if (type === 'module') {
    const engine = sides.map((side) => `const importScripts=()=>{${side.code}\n};\n`).join('');
    const script = scriptFile('sw', engine + code);
    return { ...script, files: [script] };
  }
  const script = scriptFile('sw', code);
  return { ...script, files: [script, ...sides] };
}
