import MagicString from 'magic-string';
import { normalizePath, type Plugin } from 'vite';
import {
  checkHooks,
  hooksFile,
  WORKER_MODULE,
  type WorkerBuild,
  workerModuleCode,
} from 'workbox-background-fetch/build/internal';
import type { State } from './state.ts';

/** The id under which Vite keeps the module. */
export const RESOLVED_WORKER_MODULE: string = `\0${WORKER_MODULE}`;

/** What the module is made of. */
export interface WorkerModule {
  /** Gives the worker's source file, with forward slashes. */
  workerSource: () => string | undefined;
  createConfig: () => Promise<WorkerBuild>;
  /** Whether the worker may be a module, which cannot import the fallback engine as a script. */
  withFallback?: boolean;
}

/**
 * Serves `virtual:background-fetch/sw` to a worker that is compiled, and makes it that worker's first import: its
 * listeners have to come before the router's. Who has imported it by hand gets the same module. It imports the app's hooks.
 */
export function workerModule(
  state: State,
  { workerSource, createConfig, withFallback = false }: WorkerModule,
): Plugin {
  return {
    name: 'vite-plugin-background-fetch:worker',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^virtual:background-fetch\/sw$/ },
      handler: (id) =>
        id === WORKER_MODULE ? { id: RESOLVED_WORKER_MODULE, moduleSideEffects: true } : undefined,
    },
    load: {
      filter: { id: /^\0virtual:background-fetch\/sw$/ },
      async handler(id) {
        if (id !== RESOLVED_WORKER_MODULE) return undefined;
        const { config } = await createConfig();
        const root = state.config?.root ?? '';
        const hooks = hooksFile(state.options, root);
        if (hooks !== undefined) await checkHooks(hooks, root);
        return workerModuleCode(config, { hooks, withFallback });
      },
    },
    transform(code, id) {
      const file = normalizePath(id.split('?')[0] ?? '');
      if (file !== workerSource()) return undefined;
      const source = new MagicString(code);
      source.prepend(`import ${JSON.stringify(WORKER_MODULE)};`);
      return {
        code: source.toString(),
        map: source.generateMap({ source: id, hires: true, includeContent: true }),
      };
    },
  };
}
