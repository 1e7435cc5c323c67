import type { LedgerFile } from '../../store/schema.ts';
import type { Download } from '../routes/routes.ts';
import { forEach } from './for-each.ts';

/** Files that are looked for at a time: what a page asks of the cache meanwhile waits for no more than these. */
const AT_A_TIME = 20;

/** What a download has in the cache, and what it lacks. */
export interface Inventory {
  missing: LedgerFile[];
  /** Bytes of what is stored, as far as sizes are known. */
  storedBytes: number;
}

/**
 * Compares a download's files with the cache. The cache is the truth, whatever the ledger says.
 *
 * Each is looked for by itself: to read all keys costs more the more the cache holds, and in Chromium from some 50,000 on it is refused.
 *
 * @param justStored - keys that need no look, since they have been written a moment ago.
 */
export async function takeInventory(
  { route: { storage }, files }: Pick<Download, 'route' | 'files'>,
  event: ExtendableEvent,
  justStored: ReadonlySet<string> = new Set(),
): Promise<Inventory> {
  const cache = await caches.open(storage.cacheName);
  const lacking = new Set<LedgerFile>();
  await forEach(files, AT_A_TIME, async (file) => {
    if (justStored.has(file.key)) return;
    const key = await storage.effectiveKey(event, file.url, file.key);
    if (!(await cache.match(key, { ignoreVary: true }))) lacking.add(file);
  });
  return {
    missing: files.filter((file) => lacking.has(file)),
    storedBytes: files.reduce((bytes, file) => bytes + (lacking.has(file) ? 0 : (file.size ?? 0)), 0),
  };
}
