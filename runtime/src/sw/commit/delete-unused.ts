import type { LedgerRequest } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';

/** Deletes those of the files that no download has any more. */
export async function deleteUnused(cacheName: string, requests: LedgerRequest[]): Promise<void> {
  if (requests.length === 0) return;
  const entries = (await downloads.getAll()).filter((entry) => entry.cacheName === cacheName);
  const used = new Set(
    entries.flatMap((entry) => [...entry.requests, ...(entry.complete ?? [])]).map(({ key }) => key),
  );
  const cache = await caches.open(cacheName);
  const unused = requests.filter(({ key }) => !used.has(key));
  await Promise.all(unused.map(({ key }) => cache.delete(key, { ignoreVary: true })));
}
