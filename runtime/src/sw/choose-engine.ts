import { backgroundFetchOf } from '../shared/background-fetch.ts';
import type { WorkerConfig } from '../shared/worker-config.ts';
import { ENGINE } from '../spec/messages.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * Loads the fallback engine where the browser has no Background Fetch, or where the app wants the same engine everywhere.
 * It is a script of its own, so that nobody else loads it.
 *
 * A browser may have an API that refuses everything, as WebKit's does behind its flag: `get()` gives null there. That takes a
 * promise to find out, so such a worker fetches the script when it is installed, which it may not do later, and runs it
 * when a page that has found out too sends the first message to the engine. The page sends it again.
 */
export function chooseEngine({ fallback }: WorkerConfig): void {
  if (!fallback) return;
  const [url, always] = fallback;
  let isLoaded = false;
  const load = (): void => {
    if (!isLoaded) importScripts(url);
    isLoaded = true;
  };
  if (always || !('backgroundFetch' in ServiceWorkerRegistration.prototype)) {
    load();
    return;
  }
  self.addEventListener('install', (event) => {
    event.waitUntil(refuses().then((isRefused) => isRefused && load()));
  });
  self.addEventListener('message', ({ data }) => {
    if (data?.engine === ENGINE) load();
  });
}

async function refuses(): Promise<boolean> {
  return (await backgroundFetchOf(self.registration)?.get(ENGINE)) === null;
}
