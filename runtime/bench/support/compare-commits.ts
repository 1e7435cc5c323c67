import type { BackgroundFetchUpdateUIEvent } from '../../src/shared/background-fetch-events.ts';

declare const self: ServiceWorkerGlobalScope;

type Side = 'ours' | 'other';

/** A way to commit what has come; it stores it in the cache of the same name. */
export type Contestant = (event: BackgroundFetchUpdateUIEvent, count: number, size: number) => Promise<void>;

const channel = new BroadcastChannel('bench');

/** On success it commits the same records in both ways, each four times, and tells the page what each has taken. */
export function compareCommits(contestants: Record<Side, Contestant>): void {
  self.addEventListener('install', () => void self.skipWaiting());
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener('backgroundfetchsuccess', (event) => {
    const success = event as BackgroundFetchUpdateUIEvent;
    success.waitUntil(compare(success, contestants).catch((error: unknown) => console.error(String(error))));
  });
}

/** The id is `COUNT/SIZE/RUN`. A machine that grows slower, or quicker, harms both alike; who begins alternates with RUN. */
async function compare(
  event: BackgroundFetchUpdateUIEvent,
  contestants: Record<Side, Contestant>,
): Promise<void> {
  const [count = 0, size = 0, run = 0] = event.registration.id.split('/').map(Number);
  const order = run % 2 === 0 ? (['ours', 'other'] as const) : (['other', 'ours'] as const);
  const mirrored = [...order, ...order.toReversed()];
  // The first turn after a download is quicker than all others: it does not count.
  await contestants.other(event, count, size);
  await rest('other');
  for (const name of [...mirrored, ...mirrored.toReversed()]) {
    await ask({ about: 'start', name });
    const start = performance.now();
    await contestants[name](event, count, size);
    await ask({ about: 'end', name, took: performance.now() - start });
    const stored = (await (await caches.open(name)).keys()).length;
    if (stored !== count) throw new Error(`${name}: ${stored} of ${count} are stored`);
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

/** Waits until the benchmark has noted it. */
async function ask(message: object): Promise<void> {
  const noted = new Promise((resolve) => channel.addEventListener('message', resolve, { once: true }));
  channel.postMessage(message);
  await noted;
}
