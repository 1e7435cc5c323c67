import { connect } from './connect.ts';
import { complete, result } from './requests.ts';
import type { LedgerEntry } from './schema.ts';

const STORE = 'downloads';

/**
 * The downloads of one service worker scope, one entry each, in IndexedDB. Cache Storage holds the bytes; the ledger
 * knows which of them belong together.
 */
export class Ledger {
  readonly #open: () => Promise<IDBDatabase>;

  constructor(scope: string) {
    this.#open = connect(
      `workbox-background-fetch-${scope}`,
      (database) => void database.createObjectStore(STORE, { keyPath: 'id' }),
    );
  }

  async get(id: string): Promise<LedgerEntry | undefined> {
    return result((await this.#begin('readonly')).get(id));
  }

  async getAll(): Promise<LedgerEntry[]> {
    return result((await this.#begin('readonly')).getAll());
  }

  async put(entry: LedgerEntry): Promise<void> {
    const store = await this.#begin('readwrite');
    store.put(entry);
    await complete(store.transaction);
  }

  async delete(id: string): Promise<void> {
    const store = await this.#begin('readwrite');
    store.delete(id);
    await complete(store.transaction);
  }

  async #begin(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    return (await this.#open()).transaction(STORE, mode).objectStore(STORE);
  }
}
