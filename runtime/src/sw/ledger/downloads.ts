import { canonicalUrl } from '../../shared/canonical-url.ts';
import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { type Location, META, type News, type WorkerMessage } from '../../shared/protocol.ts';
import { Ledger } from '../../store/ledger.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { isOwn, namespaces, split } from './namespaces.ts';

declare const self: ServiceWorkerGlobalScope;

/** How many answers of {@link locate} are kept. */
const MOST_LOCATED = 1_000;

const located = new Map<string, Promise<Location | undefined>>();

/** The downloads of this worker's scope. One per worker: routes, strategies and plugins all see the same. */
export const downloads: Ledger = new Ledger(self.registration.scope, tell);

/** All downloads of the current namespace. */
export function ownDownloads(): Promise<LedgerEntry[]> {
  return namespaces()?.getOwn() ?? downloads.getAll();
}

/** Where the file that has a URL is stored, or is to be; undefined where no download of the current namespace has that URL. */
export function locate(url: string): Promise<Location | undefined> {
  const canonical = canonicalUrl(url);
  let found = located.get(canonical);
  if (!found) {
    if (located.size >= MOST_LOCATED) located.clear();
    found = find(canonical);
    located.set(canonical, found);
    found.catch(() => located.clear());
  }
  return found;
}

async function find(url: string): Promise<Location | undefined> {
  for (const { entry, file } of await downloads.findFiles('url', url))
    if (await isOwn(entry.id)) return { cacheName: entry.cacheName, key: file.key };
  return undefined;
}

/** Forgets what has been located: another namespace has other files. */
export function forgetLocated(): void {
  located.clear();
}

/** Tells every page of what has been written, unless it is of another namespace. */
async function tell(entry: LedgerEntry, isRemoved: boolean): Promise<void> {
  located.clear();
  const { id, updatedAt } = entry;
  if (await isOwn(id))
    await tellPages(
      isRemoved
        ? { type: 'removed', ...split(id), updatedAt }
        : { type: 'changed', download: toSnapshot(entry) },
    );
}

/** Tells every page. */
export async function tellPages(news: News): Promise<void> {
  const message = { meta: META, scope: self.registration.scope, ...news } satisfies WorkerMessage;
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage(message);
}

/** What a page gets to see of an entry. */
export function toSnapshot({
  cacheName: _,
  wanted: __,
  complete: ___,
  overrides,
  before: ____,
  completeIn: _____,
  usedAt: ______,
  failures = [],
  ...entry
}: LedgerEntry): DownloadSnapshot {
  const group = overrides?.group;
  return { ...entry, ...split(entry.id), failures, ...(group !== undefined && { group }) };
}
