import type { WorkboxPlugin } from 'workbox-core/types.js';
import { parseConfig } from '../../src/shared/parsed-config.ts';
import type { WorkerConfig } from '../../src/shared/worker-config.ts';
import type { Route } from '../../src/sw/routes/routes.ts';
import type { RouteStorage } from '../../src/sw/serve/route-storage.ts';
import './worker-scope.ts';

const { everything } = await import('../../src/sw/everything.ts');
const routes = await import('../../src/sw/routes/routes.ts');
const { RouteStrategy } = await import('../../src/sw/serve/route-strategy.ts');

/** Routes as the worker compiles them, from a config as it is written. */
export function compileRoutes(config: WorkerConfig, scriptURL: string, plugins: WorkboxPlugin[]): Route[] {
  const toStorage = (cacheName: string): RouteStorage => new RouteStrategy({ cacheName, plugins });
  return routes.compileRoutes(parseConfig(config), scriptURL, { toStorage, ...everything });
}
