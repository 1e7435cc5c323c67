import { canonicalUrl } from '../../shared/canonical-url.ts';
import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { type Location, META, type News, type WorkerMessage } from '../../shared/protocol.ts';
import { Ledger } from '../../store/ledger.ts';
import type { LedgerEntry } from '../../store/schema.ts';

declare const self: ServiceWorkerGlobalScope;

/** How many answers of {@link locate} are kept. */
const MOST_LOCATED = 1_000;

const located = new Map<string, Promise<Location | undefined>>();

/** The downloads of this worker's scope. One per worker: routes, strategies and plugins all see the same. */
export const downloads: Ledger = new Ledger(self.registration.scope, tell);

/** Where the file that has a URL is stored, or is to be; undefined where no download has that URL. */
export function locate(url: string): Promise<Location | undefined> {
  const canonical = canonicalUrl(url);
  let found = located.get(canonical);
  if (!found) {
    if (located.size >= MOST_LOCATED) located.clear();
    found = downloads
      .findFiles('url', canonical)
      .then(([first]) => first && { cacheName: first.entry.cacheName, key: first.file.key });
    located.set(canonical, found);
    found.catch(() => located.clear());
  }
  return found;
}

/** Tells every page of what has been written. */
async function tell(entry: LedgerEntry, isRemoved: boolean): Promise<void> {
  located.clear();
  const { id, updatedAt } = entry;
  const news: News = isRemoved
    ? { type: 'removed', id, updatedAt }
    : { type: 'changed', download: toSnapshot(entry) };
  const message = { meta: META, scope: self.registration.scope, ...news } satisfies WorkerMessage;
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage(message);
}

/** What a page gets to see of an entry. */
export function toSnapshot({
  cacheName: _,
  wanted: __,
  complete: ___,
  overrides: ____,
  before: _____,
  completeIn: ______,
  usedAt: _______,
  failures = [],
  ...entry
}: LedgerEntry): DownloadSnapshot {
  return { ...entry, failures };
}
