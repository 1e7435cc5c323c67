import { backgroundFetchOf, refusesBackgroundFetch } from '../shared/background-fetch.ts';
import { type EngineScope, REFUSAL, WITH_ENGINE } from '../shared/engine-choice.ts';
import type { WorkerConfig } from '../shared/worker-config.ts';
import { isForEngine } from '../spec/messages.ts';

declare const self: ServiceWorkerGlobalScope & EngineScope;

/**
 * Loads the fallback engine where the browser has no Background Fetch, or where the app wants the same engine everywhere.
 * It is a script of its own, so that nobody else loads it.
 *
 * A browser may have an API that refuses everything. That takes a promise, or a page's start, to find out. So a worker that
 * is installed where this is known fetches the script then, which it may not do later, and runs it when a page, which
 * knows too, asks for it or sends the first message to the engine.
 *
 * @param install - of an engine that is part of the worker, as in a module, which cannot import scripts.
 * @see docs/decisions/012-refusing-browsers.md
 */
export function chooseEngine(
  { fallback: [url, always] = ['', undefined] }: Pick<WorkerConfig, 'fallback'>,
  install?: () => void,
): void {
  if (!url && !install) return;
  let isLoaded = false;
  const load = (): void => {
    if (!isLoaded) install ? install() : importScripts(url);
    isLoaded = true;
  };
  if (always || !backgroundFetchOf(self.registration)) {
    load();
    return;
  }
  const prepare = async (): Promise<void> => {
    if (!(await caches.has(REFUSAL)) && !(await refusesBackgroundFetch(self.registration))) return;
    load();
    await self.__BGF_INSTALL?.();
  };
  self.addEventListener('install', (event) => {
    event.waitUntil(prepare());
    // The page that has it installed waits for it.
    if (self.location.search.includes(WITH_ENGINE)) self.skipWaiting();
  });
  self.addEventListener('message', ({ data, ports }) => {
    const isAsked = data === WITH_ENGINE;
    if (!isAsked && !isForEngine(data)) return;
    try {
      load();
    } catch {
      // It is too late to import it; the page that asks has this worker installed anew.
    }
    if (isAsked) ports[0]?.postMessage(isLoaded);
  });
}
