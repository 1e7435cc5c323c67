import type { WorkboxPlugin } from 'workbox-core/types.js';
import { parseConfig } from '../../src/shared/parsed-config.ts';
import type { WorkerConfig } from '../../src/shared/worker-config.ts';
import type { Route } from '../../src/sw/routes/routes.ts';
import './worker-scope.ts';

const routes = await import('../../src/sw/routes/routes.ts');

/** Routes as the worker compiles them, from a config as it is written. */
export function compileRoutes(config: WorkerConfig, scriptURL: string, plugins: WorkboxPlugin[]): Route[] {
  return routes.compileRoutes(parseConfig(config), scriptURL, plugins);
}
