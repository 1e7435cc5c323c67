import type { WorkboxPlugin } from 'workbox-core/types.js';
import type { ParsedConfig } from '../shared/parsed-config.ts';
import { hookCalls } from './hook-calls.ts';
import type { DownloadHooks } from './hooks.ts';
import { prepareWith } from './prepare-start.ts';
import { registerRoutes } from './register-routes.ts';
import type { RouteParts } from './routes/routes.ts';
import type { RouteStorage } from './serve/route-storage.ts';
import { RouteStrategy } from './serve/route-strategy.ts';

/** Options of `registerBackgroundFetchRoutes`. */
export interface RegisterOptions {
  /** Workbox plugins that run, in order, when responses of these routes are stored and served. */
  plugins?: WorkboxPlugin[];
  /** What is called when a download has been stored, has failed, was aborted or clicked, and for each record. */
  hooks?: DownloadHooks;
  /**
   * `installFallback` of `workbox-background-fetch/fallback-sw`, for a worker that is a module, which cannot import the
   * engine's script. It is called where the engine is needed.
   */
  installFallback?: () => void;
}

const registered: RouteStrategy[] = [];

/**
 * Adds Workbox plugins to all routes that are registered, such as those that the build generates, as `addPlugins` of
 * workbox-precaching does for the precache.
 */
export function addPlugins(plugins: WorkboxPlugin[]): void {
  for (const strategy of registered) strategy.plugins.push(...plugins);
}

/**
 * What `registerBackgroundFetchRoutes` does, with a config that the build has parsed.
 *
 * @param parts - what only some routes need.
 */
export function registerWithPlugins(
  config: ParsedConfig,
  { plugins = [], installFallback, hooks }: RegisterOptions = {},
  parts?: Omit<RouteParts, 'toStorage'>,
): void {
  const all = [...plugins, ...(hooks?.plugins ?? [])];
  const toStorage = (cacheName: string, like?: RouteStorage): RouteStrategy => {
    // The first of its plugins is our own.
    const given = like instanceof RouteStrategy ? like.plugins.slice(1) : all;
    const strategy = new RouteStrategy({ cacheName, plugins: given }, hooks?.onRecord);
    registered.push(strategy);
    return strategy;
  };
  registerRoutes(config, {
    toStorage,
    callHook: hooks && hookCalls(hooks),
    installFallback,
    prepare: hooks?.prepare && prepareWith(hooks.prepare),
    ...parts,
  });
}
