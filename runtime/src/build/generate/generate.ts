import { readFileSync } from 'node:fs';
import type { WorkerConfig } from '../../shared/worker-config.ts';
import type { CompiledHooks } from '../hooks/compiled-hooks.ts';
import { partsOf, scriptPartsOf, withParts } from '../options/parts-of.ts';
import { configLine } from './config-code.ts';
import { withSourceMap } from './generated-map.ts';
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

/** What a script is made of besides its config. */
export interface ScriptOptions {
  /** Default: `production`. */
  mode?: Mode;
  /** Default: `classic`. */
  type?: WorkerType;
  /** The runtime with the app's hooks, compiled for this mode. Default: the runtime alone. */
  hooks?: CompiledHooks | undefined;
  /** Code that comes first. */
  head?: string;
}

/**
 * Composes the script that registers the routes: the config, then the runtime. In a module, which cannot import scripts, the
 * fallback engine comes with it, and runs where the runtime would import it.
 */
export function generateScript(
  config: WorkerConfig,
  { mode = 'production', type = 'classic', hooks, head = '' }: ScriptOptions = {},
): GeneratedScript {
  const runtime = hooks?.code ?? readRuntime(config, mode);
  const sides = sideScripts(config);
  const engine =
    type === 'module' ? sides.map((side) => `const importScripts=()=>{${side.code}\n};\n`).join('') : '';
  const before = engine + head + configLine(config);
  const scripts = withSourceMap(scriptFile('sw', before + runtime), before, hooks?.map);
  return { ...scripts[0], files: type === 'module' ? scripts : [...scripts, ...sides] };
}

const SCRIPT = 'background-fetch-sw';

/** In development it has all parts. */
function readRuntime(config: WorkerConfig, mode: Mode): string {
  const parts = mode === 'development' ? [] : scriptPartsOf(partsOf(config, config.files ?? {}));
  const name = withParts(SCRIPT, parts);
  return readFileSync(new URL(`../../${name}.${mode}.js`, import.meta.url), 'utf8');
}
