import { fileURLToPath } from 'node:url';
import { uneval } from 'devalue';
import type { FallbackMode } from '../../shared/route.ts';
import type { WorkerConfig } from '../../shared/worker-config.ts';
import { modulePath, runtimePath } from '../module-path.ts';
import { partsOf, scriptPartsOf, withParts } from '../options/parts-of.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';

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

/** What {@link WORKER_MODULE} registers the routes with. */
export interface WorkerModuleOptions {
  /** The module of the app's hooks, absolute. */
  hooks?: string | undefined;
  /**
   * Whether the worker may be a module, as on a dev server, which cannot import scripts: the fallback engine comes with it,
   * and is used where it is needed.
   */
  withFallback?: boolean;
}

/** The source of {@link WORKER_MODULE}. */
export function workerModuleCode(
  config: WorkerConfig,
  { hooks, withFallback = false }: WorkerModuleOptions = {},
): string {
  const hasEngine = withFallback && config.fallback !== undefined;
  const options = [hooks === undefined ? [] : 'hooks', hasEngine ? 'installFallback' : []].flat();
  return [
    ...(hasEngine ? [`import { installFallback } from ${runtimePath('sw/fallback/install.js')};`] : []),
    `import { registerBackgroundFetchRoutes } from ${runtimePath('sw/index.js')};`,
    ...(hooks === undefined ? [] : [`import * as hooks from ${modulePath(hooks)};`]),
    `registerBackgroundFetchRoutes(${[uneval(config), ...(options.length > 0 ? [`{ ${options.join(', ')} }`] : [])].join(', ')});`,
  ].join('\n');
}

/** The file of a worker's first module that finds its config in the line written by `configLine`. */
export function workerEntryFile(options: Pick<ResolvedOptions, 'routes'>): string {
  return fileURLToPath(
    new URL(`../../sw/entries/${withParts('sw', scriptPartsOf(partsOf(options)))}.js`, import.meta.url),
  );
}
