import { fileURLToPath } from 'node:url';
import {
  CLIENT_MODULE,
  type ResolvedOptions,
  WORKER_MODULE,
  workerEntryFile,
} from 'workbox-background-fetch/build';
import type { Compiler } from './bundler.ts';

const CLIENTS = { auto: 'downloads', always: 'downloads-always', false: 'downloads-native' };

/**
 * Leads `virtual:background-fetch` and `virtual:background-fetch/sw` to files. They are files of ours, so they
 * need no loader and can be cached like any other.
 */
export function resolveVirtualModules(compiler: Compiler, { fallback }: ResolvedOptions): void {
  const { NormalModuleReplacementPlugin } = compiler.webpack;
  const client = fileURLToPath(new URL(`client/${CLIENTS[`${fallback}`]}.js`, import.meta.url));
  new NormalModuleReplacementPlugin(exactly(CLIENT_MODULE), client).apply(compiler);
  new NormalModuleReplacementPlugin(exactly(WORKER_MODULE), workerEntryFile()).apply(compiler);
}

function exactly(request: string): RegExp {
  return new RegExp(`^${request}$`);
}
