import type { BackgroundFetchUpdateUIEvent } from '../shared/background-fetch-events.ts';
import type { ParsedConfig } from '../shared/parsed-config.ts';
import type { LedgerEntry } from '../store/schema.ts';
import { chooseEngine } from './choose-engine.ts';
import { routeClick } from './click/click.ts';
import { commit } from './commit/commit.ts';
import { noteAbort } from './commit/note-abort.ts';
import type { CallHook } from './hooks.ts';
import { downloads } from './ledger/downloads.ts';
import { answerMessage } from './messages.ts';
import { findDownload } from './routes/find-download.ts';
import { compileRoutes, type Download, type RouteParts } from './routes/routes.ts';
import { serve } from './serve/serve.ts';

declare const self: ServiceWorkerGlobalScope;

/** What not every worker has: who leaves it out does not pay for it. */
export interface WorkerParts extends RouteParts {
  /** Where the app has hooks. */
  callHook?: CallHook | undefined;
  /** Where the fallback engine is part of the worker. */
  installFallback?: (() => void) | undefined;
}

/** What the events of background fetches do. Each gives the entry of a download to which something has happened. */
const HANDLERS: Record<
  string,
  (event: BackgroundFetchUpdateUIEvent, download: Download) => Promise<LedgerEntry | undefined>
> = {
  backgroundfetchsuccess: commit,
  backgroundfetchfail: commit,
  backgroundfetchabort: noteAbort,
  async backgroundfetchclick(event, download) {
    await routeClick(event, download);
    return downloads.get(download.id);
  },
};

/** Handles what happens to the downloads of the config's routes. */
export function registerRoutes(
  config: ParsedConfig,
  { callHook, installFallback, ...parts }: WorkerParts,
): void {
  chooseEngine(config, installFallback);
  const routes = compileRoutes(config, self.location.href, parts);
  self.addEventListener('message', (event) => answerMessage(event, routes));
  self.addEventListener('fetch', (event) => serve(event, routes, config.navigation));

  for (const [type, handler] of Object.entries(HANDLERS))
    self.addEventListener(type, ((event: BackgroundFetchUpdateUIEvent) => {
      const download = findDownload(routes, event.registration.id);
      if (download)
        event.waitUntil(handler(event, download).then((entry) => entry && callHook?.(entry, event)));
    }) as EventListener);
}
