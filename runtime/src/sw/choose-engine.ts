import { hasBackgroundFetch, refusesBackgroundFetch } from '../shared/background-fetch.ts';
import type { WorkerConfig } from '../shared/worker-config.ts';
import { isForEngine } from '../spec/messages.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * Loads the fallback engine where the browser has no Background Fetch, or where the app wants the same engine everywhere.
 * It is a script of its own, so that nobody else loads it.
 *
 * A browser may have an API that refuses everything. That takes a promise to find out, so such a worker fetches the script
 * when it is installed, which it may not do later, and runs it when a page that has found out too sends the first message to
 * the engine. The page sends it again.
 */
export function chooseEngine({ fallback }: WorkerConfig): void {
  if (!fallback) return;
  const [url, always] = fallback;
  let isLoaded = false;
  const load = (): void => {
    if (!isLoaded) importScripts(url);
    isLoaded = true;
  };
  if (always || !hasBackgroundFetch()) {
    load();
    return;
  }
  self.addEventListener('install', (event) => {
    event.waitUntil(refusesBackgroundFetch(self.registration).then((isRefused) => isRefused && load()));
  });
  self.addEventListener('message', ({ data }) => {
    if (isForEngine(data)) load();
  });
}
