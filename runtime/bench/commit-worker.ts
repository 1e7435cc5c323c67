// The worker of the benchmark `commit`: on success it commits the same records with our code and with the explainer's
// handler, one after the other, and tells the page what each has taken.
import type { BackgroundFetchUpdateUIEvent } from '../src/shared/background-fetch.ts';
import { commit } from '../src/sw/commit.ts';
import { compileRoutes } from '../src/sw/routes.ts';

declare const self: ServiceWorkerGlobalScope;

const channel = new BroadcastChannel('bench');

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('backgroundfetchsuccess', (event) => {
  const success = event as BackgroundFetchUpdateUIEvent;
  success.waitUntil(compare(success).catch((error: unknown) => console.error(String(error))));
});

/** The id is `COUNT/SIZE/RUN`; who begins alternates with RUN. */
async function compare(event: BackgroundFetchUpdateUIEvent): Promise<void> {
  const [count = '', size = '', run = ''] = event.registration.id.split('/');
  const contestants = [
    ['ours', () => commitOurs(event, Number(count), Number(size))],
    ['other', () => commitLikeExplainer(event)],
  ] as const;
  for (const [name, work] of Number(run) % 2 === 0 ? contestants : [...contestants].reverse()) {
    await ask({ about: 'start', name });
    const start = performance.now();
    await work();
    await ask({ about: 'end', name, took: performance.now() - start });
    // What one has written would still be on its way to the disk while the other works.
    await Promise.all((await caches.keys()).map((key) => caches.delete(key)));
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  channel.postMessage({ about: 'done' });
}

async function commitOurs(event: BackgroundFetchUpdateUIEvent, count: number, size: number): Promise<void> {
  const requests = Array.from({ length: count }, (_, index) => ({ url: `/bytes/${index}`, size }));
  const [route] = compileRoutes(
    { routes: [{ id: '*', requests, cacheName: 'ours' }] },
    self.location.href,
    [],
  );
  const download = route?.resolve(event.registration.id);
  if (!download) throw new Error('the route is gone');
  await commit(event, download);
  const stored = (await (await caches.open('ours')).keys()).length;
  if (stored !== count) throw new Error(`${stored} of ${count} are stored`);
}

/** @see https://github.com/WICG/background-fetch, "Background-fetching a podcast" */
async function commitLikeExplainer({ registration }: BackgroundFetchUpdateUIEvent): Promise<void> {
  const cache = await caches.open('other');
  const records = await registration.matchAll();
  const promises = records.map(async (record) => {
    await cache.put(record.request, await record.responseReady);
  });
  await Promise.all(promises);
}

/** Waits until the benchmark has noted it. */
async function ask(message: object): Promise<void> {
  const noted = new Promise((resolve) => channel.addEventListener('message', resolve, { once: true }));
  channel.postMessage(message);
  await noted;
}
