import { fileURLToPath } from 'node:url';
import { CLIENT_MODULE, WORKER_MODULE, workerEntryFile } from 'workbox-background-fetch/build';
import type { Compiler } from './bundler.ts';

const CLIENT_FILE = fileURLToPath(new URL('client/downloads.js', import.meta.url));

/**
 * Leads `virtual:background-fetch` and `virtual:background-fetch/sw` to files. Both modules are the same for every
 * config, so they need no loader and can be cached like any other.
 */
export function resolveVirtualModules(compiler: Compiler): void {
  const { NormalModuleReplacementPlugin } = compiler.webpack;
  new NormalModuleReplacementPlugin(exactly(CLIENT_MODULE), CLIENT_FILE).apply(compiler);
  new NormalModuleReplacementPlugin(exactly(WORKER_MODULE), workerEntryFile()).apply(compiler);
}

function exactly(request: string): RegExp {
  return new RegExp(`^${request}$`);
}
