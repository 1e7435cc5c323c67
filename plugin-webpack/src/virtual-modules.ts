import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CLIENT_MODULE,
  type ResolvedOptions,
  WORKER_MODULE,
  workerEntryFile,
} from 'workbox-background-fetch/build/internal';
import type { Compiler } from './bundler.ts';

/** The file of the client by the option `fallback`. */
const CLIENTS = { auto: 'index', always: 'always', false: 'native' };

/** The client that has a file of its own, for what knows nothing of the plugin: a server, a test. */
export const REAL_CLIENT = 'background-fetch-webpack-plugin/client';

/**
 * Leads the client's modules and `virtual:background-fetch/sw` to files. They are files of ours, so they need no loader and
 * can be cached like any other.
 */
export function resolveVirtualModules(compiler: Compiler, { fallback }: ResolvedOptions): void {
  const client = fileURLToPath(new URL(`client/${CLIENTS[`${fallback}`]}.js`, import.meta.url));
  replace(compiler, CLIENT_MODULE, client);
  replace(compiler, REAL_CLIENT, client);
  replace(compiler, WORKER_MODULE, workerEntryFile());
}

/**
 * As if the file's own package had asked for it: Create React App refuses files outside `src` that are asked for by their
 * path, and Next's server leaves what comes from packages to Node.
 */
function replace(compiler: Compiler, request: string, file: string): void {
  const { NormalModuleReplacementPlugin } = compiler.webpack;
  new NormalModuleReplacementPlugin(new RegExp(`^${request}$`), (data) => {
    data.context = dirname(file);
    data.request = `./${basename(file)}`;
  }).apply(compiler);
}
