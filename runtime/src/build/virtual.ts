import { fileURLToPath } from 'node:url';
import { uneval } from 'devalue';
import type { WorkerConfig } from '../shared/worker-config.ts';

/** What the page imports: the client, bound to the routes' ids. */
export const CLIENT_MODULE = 'virtual:background-fetch';

/** What a worker that is compiled imports: it registers the routes. */
export const WORKER_MODULE = 'virtual:background-fetch/sw';

/** The source of {@link CLIENT_MODULE}. */
export function clientModuleCode(): string {
  return [
    `import { BackgroundFetchClient } from ${runtimePath('window')};`,
    'export const downloads = new BackgroundFetchClient();',
  ].join('\n');
}

/** The source of {@link WORKER_MODULE}. */
export function workerModuleCode(config: WorkerConfig): string {
  return [
    `import { registerBackgroundFetchRoutes } from ${runtimePath('sw')};`,
    `registerBackgroundFetchRoutes(${uneval(config)});`,
  ].join('\n');
}

/** The file of a worker's first module that finds its config in the line written by `configLine`. */
export function workerEntryFile(): string {
  return fileURLToPath(new URL('../sw/classic.js', import.meta.url));
}

/** By path, so that it is found from the app also where a package manager hides what the app has not asked for. */
function runtimePath(entry: 'window' | 'sw'): string {
  return JSON.stringify(
    fileURLToPath(new URL(`../${entry}/index.js`, import.meta.url)).replaceAll('\\', '/'),
  );
}
