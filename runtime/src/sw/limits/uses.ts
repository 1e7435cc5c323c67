import { canonicalUrl } from '../../shared/canonical-url.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import { isOwn } from '../ledger/namespaces.ts';

/** Milliseconds: what is used all the time is noted once in that. */
const INTERVAL = 5 * 60_000;

/** How many URLs are remembered. */
const MOST = 1_000;

/** Milliseconds since the epoch, by what has been noted: URLs, and ids. */
const urls = new Map<string, number>();
const ids = new Map<string, number>();

/** Notes that the file with a URL has been used, and with it the downloads that it belongs to, unless that was a moment ago. */
export async function noteUse(url: string): Promise<void> {
  const now = Date.now();
  const canonical = canonicalUrl(url);
  if (!isDue(urls, canonical, now)) return;
  const owners = await downloads.findFiles('url', canonical);
  const unnoted: string[] = [];
  for (const id of new Set(owners.map(({ entry }) => entry.id)))
    if ((await isOwn(id)) && isDue(ids, id, now)) unnoted.push(id);
  if (unnoted.length > 0) await touch(unnoted, now);
}

/** Writes down that downloads are being used. That is no change: nobody hears of it. One that has been removed stays removed. */
export function touch(ids: readonly string[], usedAt: number): Promise<void> {
  return downloads.write((stores) => {
    for (const id of ids) {
      const reading: IDBRequest<LedgerEntry | undefined> = stores.downloads.get(id);
      reading.onsuccess = () => {
        if (reading.result) stores.downloads.put({ ...reading.result, usedAt });
      };
    }
  });
}

function isDue(noted: Map<string, number>, key: string, now: number): boolean {
  // A clock may have been set back.
  if (Math.abs(now - (noted.get(key) ?? 0)) < INTERVAL) return false;
  if (noted.size >= MOST) noted.clear();
  noted.set(key, now);
  return true;
}
