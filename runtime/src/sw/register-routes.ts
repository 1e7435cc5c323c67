import type { WorkboxPlugin } from 'workbox-core/types.js';
import type {
  BackgroundFetchEvent,
  BackgroundFetchUpdateUIEvent,
} from '../shared/background-fetch-events.ts';
import type { ParsedConfig } from '../shared/parsed-config.ts';
import { chooseEngine } from './choose-engine.ts';
import { routeClick } from './click/click.ts';
import { commit } from './commit/commit.ts';
import { noteAbort } from './commit/note-abort.ts';
import { answerMessage } from './messages.ts';
import { findDownload } from './routes/find-download.ts';
import { compileRoutes, type ResolvedDownload, type Route } from './routes/routes.ts';
import { serve } from './serve/serve.ts';

declare const self: ServiceWorkerGlobalScope;

/** Options of `registerBackgroundFetchRoutes`. */
export interface RegisterOptions {
  /** Workbox plugins that run, in order, when responses of these routes are stored and served. */
  plugins?: WorkboxPlugin[];
  /**
   * `installFallback` of `workbox-background-fetch/fallback-sw`, for a worker that is a module, which cannot import the
   * engine's script. It is called where the engine is needed.
   */
  installFallback?: () => void;
}

const registered: Route[] = [];

/**
 * Adds Workbox plugins to all routes that are registered, such as those that the build generates, as `addPlugins` of
 * workbox-precaching does for the precache.
 */
export function addPlugins(plugins: WorkboxPlugin[]): void {
  for (const { strategy } of registered) strategy.plugins.push(...plugins);
}

/** What `registerBackgroundFetchRoutes` does, with a config that the build has parsed. */
export function registerParsedRoutes(
  config: ParsedConfig,
  { plugins = [], installFallback }: RegisterOptions = {},
): void {
  chooseEngine(config, installFallback);
  const routes = compileRoutes(config, self.location.href, plugins);

  registered.push(...routes);
  self.addEventListener('message', (event) => answerMessage(event, routes));
  self.addEventListener('fetch', (event) => serve(event, routes, config.navigation));

  handle<BackgroundFetchUpdateUIEvent>('backgroundfetchsuccess', routes, commit);
  handle<BackgroundFetchUpdateUIEvent>('backgroundfetchfail', routes, commit);
  handle('backgroundfetchabort', routes, noteAbort);
  handle('backgroundfetchclick', routes, routeClick);
}

function handle<E extends BackgroundFetchEvent>(
  type: string,
  routes: readonly Route[],
  handler: (event: E, download: ResolvedDownload) => Promise<void>,
): void {
  self.addEventListener(type, (event) => {
    const typed = event as E;
    const download = findDownload(routes, typed.registration.id);
    if (download) typed.waitUntil(handler(typed, download));
  });
}
