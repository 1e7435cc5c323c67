import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CLIENT_MODULE,
  hooksEntryCode,
  partsOf,
  type ResolvedOptions,
  WORKER_MODULE,
  workerEntryFile,
} from 'workbox-background-fetch/build/internal';
import type { Compiler } from './bundler.ts';
import type { Hooks } from './hooks.ts';

/** The file of the client by the option `fallback`. */
const CLIENTS = { auto: 'index', always: 'always', false: 'native' };

/** The client that has a file of its own, for what knows nothing of the plugin: a server, a test. */
export const REAL_CLIENT = 'background-fetch-webpack-plugin/client';

/**
 * Leads the client's modules and `virtual:background-fetch/sw` to files. They are files of ours, so they need no loader and
 * can be cached like any other.
 */
export function resolveVirtualModules(compiler: Compiler, options: ResolvedOptions, hooks: Hooks): void {
  const client = fileURLToPath(new URL(`client/${CLIENTS[`${options.fallback}`]}.js`, import.meta.url));
  replace(compiler, CLIENT_MODULE, () => client);
  replace(compiler, REAL_CLIENT, () => client);
  replace(compiler, WORKER_MODULE, () => workerEntry(options, hooks));
}

/**
 * The worker's first module: a file of ours, or what imports the app's hooks besides, as a module in its own URL. Hooks that
 * something is wrong with are left out, since that is told when the worker is made.
 */
export function workerEntry(options: ResolvedOptions, { file, problem }: Hooks): string {
  if (file === undefined || problem !== undefined) return workerEntryFile(options);
  return `data:text/javascript,${encodeURIComponent(hooksEntryCode(file, partsOf(options)))}`;
}

/**
 * As if the file's own package had asked for it: Create React App refuses files outside `src` that are asked for by their
 * path, and Next's server leaves what comes from packages to Node.
 */
function replace(compiler: Compiler, request: string, moduleOf: () => string): void {
  const { NormalModuleReplacementPlugin } = compiler.webpack;
  new NormalModuleReplacementPlugin(new RegExp(`^${request}$`), (data) => {
    const file = moduleOf();
    if (file.startsWith('data:')) {
      data.request = file;
      return;
    }
    data.context = dirname(file);
    data.request = `./${basename(file)}`;
  }).apply(compiler);
}
