import { canonicalUrl } from '../shared/canonical-url.ts';
import { type DownloadSnapshot, META, type WorkerMessage } from '../shared/protocol.ts';
import { Ledger } from '../store/ledger.ts';
import type { LedgerEntry } from '../store/schema.ts';

declare const self: ServiceWorkerGlobalScope;

/** The downloads of this worker's scope: kept in the ledger, told to every page, looked up by URL. */
class Downloads {
  #ledger: Ledger | undefined;
  #keys: Promise<Map<string, string>> | undefined;

  get(id: string): Promise<LedgerEntry | undefined> {
    return this.#open().get(id);
  }

  getAll(): Promise<LedgerEntry[]> {
    return this.#open().getAll();
  }

  async put(entry: LedgerEntry): Promise<void> {
    await this.#open().put(entry);
    this.#keys = undefined;
    await tell({ meta: META, scope: self.registration.scope, type: 'changed', download: toSnapshot(entry) });
  }

  async delete({ id, updatedAt }: LedgerEntry): Promise<void> {
    await this.#open().delete(id);
    this.#keys = undefined;
    await tell({ meta: META, scope: self.registration.scope, type: 'removed', id, updatedAt });
  }

  /** The cache key under which a URL is stored, or undefined where no download has that URL. */
  async keyOf(url: string): Promise<string | undefined> {
    this.#keys ??= this.getAll().then(keysByUrl);
    return (await this.#keys.catch(() => undefined))?.get(canonicalUrl(url));
  }

  #open(): Ledger {
    this.#ledger ??= new Ledger(self.registration.scope);
    return this.#ledger;
  }
}

/** One per worker: routes, strategies and plugins all see the same. */
export const downloads: Downloads = new Downloads();

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

/** Most URLs have only one spelling, and there may be many thousands. */
const SEVERAL_SPELLINGS = /[%^`{}']/;

/** A complete set wins over one that is still being fetched, so that files of two builds never mix. */
function keysByUrl(entries: LedgerEntry[]): Map<string, string> {
  const sets = [...entries.map(({ requests }) => requests), ...entries.map(({ complete }) => complete ?? [])];
  return new Map(
    sets.flat().map(({ url, key }) => [SEVERAL_SPELLINGS.test(url) ? canonicalUrl(url) : url, key]),
  );
}

async function tell(message: WorkerMessage): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage(message);
}
