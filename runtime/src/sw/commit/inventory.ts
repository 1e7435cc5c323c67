import type { LedgerRequest } from '../../store/schema.ts';
import type { RouteStrategy } from '../serve/route-strategy.ts';

/** What a download has in the cache, and what it lacks. */
export interface Inventory<R extends LedgerRequest> {
  missing: R[];
  /** Bytes of what is stored, as far as sizes are known. */
  storedBytes: number;
}

/**
 * Compares a download's requests with the cache. The cache is the truth, whatever the ledger says.
 *
 * @param justStored - keys that need no look, since they have been written a moment ago.
 */
export async function takeInventory<R extends LedgerRequest>(
  strategy: RouteStrategy,
  requests: R[],
  event: ExtendableEvent,
  justStored: ReadonlySet<string> = new Set(),
): Promise<Inventory<R>> {
  const cache = await caches.open(strategy.cacheName);
  const isStored = await Promise.all(
    requests.map(async ({ url, key }) => {
      if (justStored.has(key)) return true;
      const effectiveKey = await strategy.effectiveKey(event, url, key);
      return (await cache.match(effectiveKey, { ignoreVary: true })) !== undefined;
    }),
  );
  return {
    missing: requests.filter((_, index) => !isStored[index]),
    storedBytes: requests.reduce((bytes, { size }, index) => bytes + (isStored[index] ? (size ?? 0) : 0), 0),
  };
}
