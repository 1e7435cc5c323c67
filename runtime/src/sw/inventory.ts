import type { LedgerRequest } from '../store/schema.ts';
import type { BackgroundFetchStrategy } from './background-fetch-strategy.ts';

/** What a download has in the cache, and what it lacks. */
export interface Inventory<R extends LedgerRequest> {
  missing: R[];
  /** Bytes of what is stored, as far as sizes are known. */
  storedBytes: number;
}

/** Compares a download's requests with the cache. The cache is the truth, whatever the ledger says. */
export async function takeInventory<R extends LedgerRequest>(
  strategy: BackgroundFetchStrategy,
  requests: R[],
  event: ExtendableEvent,
): Promise<Inventory<R>> {
  const cache = await caches.open(strategy.cacheName);
  const keys = new Set((await cache.keys()).map(({ url }) => url));
  const isStored = await Promise.all(
    requests.map(async ({ url, key }) => keys.has(await strategy.effectiveKey(event, url, key))),
  );
  return {
    missing: requests.filter((_, index) => !isStored[index]),
    storedBytes: requests.reduce((bytes, { size }, index) => bytes + (isStored[index] ? (size ?? 0) : 0), 0),
  };
}
