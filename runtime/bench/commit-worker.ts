// The worker of the benchmark `commit`: on success it commits the same records with our code and with the explainer's
// handler, each four times, and tells the page what each has taken.
import type { BackgroundFetchUpdateUIEvent } from '../src/shared/background-fetch-events.ts';
import { parseConfig } from '../src/shared/parsed-config.ts';
import { commit } from '../src/sw/commit/commit.ts';
import { compileRoutes, type Route } from '../src/sw/routes/routes.ts';
import { plainStorage } from '../src/sw/serve/plain-storage.ts';

declare const self: ServiceWorkerGlobalScope;

const channel = new BroadcastChannel('bench');

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('backgroundfetchsuccess', (event) => {
  const success = event as BackgroundFetchUpdateUIEvent;
  success.waitUntil(compare(success).catch((error: unknown) => console.error(String(error))));
});

/** The id is `COUNT/SIZE/RUN`. A machine that grows slower, or quicker, harms both alike; who begins alternates with RUN. */
async function compare(event: BackgroundFetchUpdateUIEvent): Promise<void> {
  const [count = '', size = '', run = ''] = event.registration.id.split('/');
  const route = makeRoute(Number(count), Number(size));
  const contestants = { ours: () => commitOurs(event, route), other: () => commitLikeExplainer(event) };
  const order = Number(run) % 2 === 0 ? (['ours', 'other'] as const) : (['other', 'ours'] as const);
  const mirrored = [...order, ...order.toReversed()];
  // The first turn after a download is quicker than all others: it does not count.
  await commitLikeExplainer(event);
  await rest('other');
  for (const name of [...mirrored, ...mirrored.toReversed()]) {
    await ask({ about: 'start', name });
    const start = performance.now();
    await contestants[name]();
    await ask({ about: 'end', name, took: performance.now() - start });
    const stored = (await (await caches.open(name)).keys()).length;
    if (stored !== Number(count)) throw new Error(`${name}: ${stored} of ${count} are stored`);
    await rest(name);
  }
  channel.postMessage({ about: 'done' });
}

/** What one has written would still be on its way to the disk while the other works. */
async function rest(cacheName: string): Promise<void> {
  const cache = await caches.open(cacheName);
  // A cache that is deleted as a whole keeps its bytes for as long as any script has it open.
  await Promise.all((await cache.keys()).map((key) => cache.delete(key)));
  await new Promise((resolve) => setTimeout(resolve, 500));
}

/** What a worker does once, when its script is evaluated. */
function makeRoute(count: number, size: number): Route {
  const requests = Array.from({ length: count }, (_, index) => ({ url: `/bytes/${index}`, size }));
  const [route] = compileRoutes(
    parseConfig({ routes: [{ id: '*', requests, cacheName: 'ours' }] }),
    self.location.href,
    { toStorage: plainStorage },
  );
  if (!route) throw new Error('there is no route');
  return route;
}

async function commitOurs(event: BackgroundFetchUpdateUIEvent, route: Route): Promise<void> {
  const download = route.resolve(event.registration.id);
  if (!download) throw new Error('the route does not know its id');
  await commit(event, download);
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
