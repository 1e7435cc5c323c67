import MagicString from 'magic-string';
import { normalizePath, type Plugin } from 'vite';
import { WORKER_MODULE, type WorkerBuild, workerModuleCode } from 'workbox-background-fetch/build/internal';

/** The id under which Vite keeps the module. */
export const RESOLVED_WORKER_MODULE: string = `\0${WORKER_MODULE}`;

/**
 * Serves `virtual:background-fetch/sw` to a worker that is compiled, and makes it that worker's first import: its
 * listeners have to come before the router's. Who has imported it by hand gets the same module.
 *
 * @param workerSource - gives the worker's source file, with forward slashes.
 * @param toCode - makes the module of the config.
 */
export function workerModule(
  workerSource: () => string | undefined,
  createConfig: () => Promise<WorkerBuild>,
  toCode: typeof workerModuleCode = workerModuleCode,
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
      handler: async (id) =>
        id === RESOLVED_WORKER_MODULE ? toCode((await createConfig()).config) : undefined,
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
