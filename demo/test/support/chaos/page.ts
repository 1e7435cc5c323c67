import type { RouteApp } from '../route-app/app.ts';
import type { TestPage } from '../test-browser.ts';
import type { Wished } from './wishes.ts';

/** A download as the page sees it. */
export interface Seen {
  id: string;
  state: string;
  failureReason: string;
  failures: object[];
  retry?: object;
}

interface Client {
  fetch(id: string, options: object): Promise<unknown>;
  fetchAll(items: object[]): Promise<unknown>;
  list(): Promise<{ snapshot: Seen }[]>;
  removeAll(): Promise<void>;
}

/**
 * Presses the buttons, or one for all of them, and waits for no more than that the worker has heard of it: before that nobody has been
 * promised anything.
 */
export function press(page: TestPage, wishes: readonly Wished[], isOne: boolean): Promise<void> {
  const wanted = wishes.map(({ id, files }) => ({
    id,
    requests: files.map(({ url, size }) => ({ url, size })),
  }));
  return page.evaluate(
    async (all, isBatch) => {
      const { downloads } = self as unknown as { downloads: Client };
      if (isBatch) downloads.fetchAll(all).catch(() => undefined);
      else for (const { id, requests } of all) downloads.fetch(id, { requests }).catch(() => undefined);
      const end = performance.now() + 60_000;
      for (let ids: string[] = []; all.some(({ id }) => !ids.includes(id)) && performance.now() < end; )
        ids = (await downloads.list()).map(({ snapshot }) => snapshot.id);
    },
    wanted,
    isOne,
  );
}

/** What an app does that shows its downloads. */
export function list(page: TestPage): Promise<Seen[]> {
  return page.evaluate(async () => {
    const { downloads } = self as unknown as { downloads: Client };
    return (await downloads.list()).map(({ snapshot }) => ({ ...snapshot }));
  });
}

export function removeAll(page: TestPage): Promise<void> {
  return page.evaluate(() => (self as unknown as { downloads: Client }).downloads.removeAll());
}

/** All that is in the cache of the downloads: its size, by its path. */
export function cachedSizes(page: TestPage): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const cache = await caches.open('chaos');
    const sizes: Record<string, number> = {};
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      if (response) sizes[new URL(request.url).pathname] = (await response.blob()).size;
    }
    return sizes;
  });
}

/** SHA-256 of what the app gets for a URL, or what it gets instead. */
export function digestOf(page: TestPage, url: string): Promise<string> {
  return page.evaluate(async (address) => {
    const response = await fetch(address);
    if (!response.ok) return `status ${response.status}`;
    const hash = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
    return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }, url);
}

/** Rows of the ledger that only what is under way may have. */
export function openRows({ page, server }: Pick<RouteApp, 'page' | 'server'>): Promise<number> {
  return page.evaluate(async (name) => {
    const opening = indexedDB.open(name);
    await new Promise((resolve, reject) => {
      opening.onsuccess = resolve;
      opening.onerror = reject;
    });
    const database = opening.result;
    const transaction = database.transaction(['fetches', 'wishes']);
    const counts = ['fetches', 'wishes'].map(
      (store) =>
        new Promise<number>((resolve, reject) => {
          const counting = transaction.objectStore(store).count();
          counting.onsuccess = () => resolve(counting.result);
          counting.onerror = reject;
        }),
    );
    const [fetches = 0, wishes = 0] = await Promise.all(counts);
    database.close();
    return fetches + wishes;
  }, `workbox-background-fetch-${server.url}`);
}
