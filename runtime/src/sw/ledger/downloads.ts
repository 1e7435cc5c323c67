import { canonicalHref, canonicalUrl } from '../../shared/canonical-url.ts';
import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { META, type News, type WorkerMessage } from '../../shared/protocol.ts';
import { Ledger } from '../../store/ledger.ts';
import type { LedgerEntry } from '../../store/schema.ts';

declare const self: ServiceWorkerGlobalScope;

/** The downloads of this worker's scope: kept in the ledger, told to every page, looked up by URL. */
class Downloads extends Ledger {
  #keys: Promise<Map<string, string>> | undefined;

  override async put(entry: LedgerEntry): Promise<void> {
    await super.put(entry);
    await this.#tell({ type: 'changed', download: toSnapshot(entry) });
  }

  override async delete(entry: LedgerEntry): Promise<void> {
    await super.delete(entry);
    await this.#tell({ type: 'removed', id: entry.id, updatedAt: entry.updatedAt });
  }

  /** The cache key under which a URL is stored, or undefined where no download has that URL. */
  async keyOf(url: string): Promise<string | undefined> {
    this.#keys ??= this.getAll().then(keysByUrl);
    return (await this.#keys.catch(() => undefined))?.get(canonicalUrl(url));
  }

  async #tell(news: News): Promise<void> {
    this.#keys = undefined;
    const message = { meta: META, scope: self.registration.scope, ...news } satisfies WorkerMessage;
    const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    for (const page of pages) page.postMessage(message);
  }
}

/** One per worker: routes, strategies and plugins all see the same. */
export const downloads: Downloads = new Downloads(self.registration.scope);

/** What a page gets to see of an entry. */
export function toSnapshot({
  requests,
  cacheName: _,
  complete: __,
  failures = [],
  ...entry
}: LedgerEntry): DownloadSnapshot {
  return { ...entry, failures, urls: requests.map(({ url }) => url) };
}

/** A complete set wins over one that is still being fetched, so that files of two builds never mix. */
function keysByUrl(entries: LedgerEntry[]): Map<string, string> {
  const sets = [...entries.map(({ requests }) => requests), ...entries.map(({ complete }) => complete ?? [])];
  return new Map(sets.flat().map(({ url, key }) => [canonicalHref(url), key]));
}
