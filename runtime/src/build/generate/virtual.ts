import { fileURLToPath } from 'node:url';
import { uneval } from 'devalue';
import type { FallbackMode } from '../../shared/route.ts';
import type { WorkerConfig } from '../../shared/worker-config.ts';

/** What the page imports: the client, bound to the routes' ids. */
export const CLIENT_MODULE = 'virtual:background-fetch';

/** What a worker that is compiled imports: it registers the routes. */
export const WORKER_MODULE = 'virtual:background-fetch/sw';

/** The source of {@link CLIENT_MODULE}. */
export function clientModuleCode(mode: FallbackMode): string {
  const load = `load: () => import(${runtimePath('window/fallback/install.js')})`;
  const fallback = mode === 'always' ? `${load}, always: true` : load;
  return [
    `import { BackgroundFetchClient } from ${runtimePath('window/index.js')};`,
    `export * from ${runtimePath('window/index.js')};`,
    `export const downloads = new BackgroundFetchClient(${mode ? `{ fallback: { ${fallback} } }` : ''});`,
  ].join('\n');
}

/** The source of {@link WORKER_MODULE}. */
export function workerModuleCode(config: WorkerConfig): string {
  return [
    `import { registerBackgroundFetchRoutes } from ${runtimePath('sw/index.js')};`,
    `registerBackgroundFetchRoutes(${uneval(config)});`,
  ].join('\n');
}

/**
 * The same for a worker that is a module, as on a dev server, which cannot import scripts: the fallback engine comes with
 * it, and is used where it is needed.
 */
export function workerModuleCodeWithFallback(config: WorkerConfig): string {
  if (!config.fallback) return workerModuleCode(config);
  return [
    `import { installFallback } from ${runtimePath('sw/fallback/install.js')};`,
    `import { registerBackgroundFetchRoutes } from ${runtimePath('sw/index.js')};`,
    `registerBackgroundFetchRoutes(${uneval(config)}, { installFallback });`,
  ].join('\n');
}

/** The file of a worker's first module that finds its config in the line written by `configLine`. */
export function workerEntryFile(): string {
  return fileURLToPath(new URL('../../sw/classic.js', import.meta.url));
}

/** By path, so that it is found from the app also where a package manager hides what the app has not asked for. */
function runtimePath(file: string): string {
  return JSON.stringify(fileURLToPath(new URL(`../../${file}`, import.meta.url)).replaceAll('\\', '/'));
}
