import { type Connection, connect } from './connect.ts';
import { complete, result } from './requests.ts';
import type { LedgerEntry } from './schema.ts';

const STORE = 'downloads';

/**
 * The downloads of one service worker scope, one entry each, in IndexedDB. Cache Storage holds the bytes; the ledger
 * knows which of them belong together.
 */
export class Ledger {
  readonly #connection: Connection;

  constructor(scope: string) {
    this.#connection = connect(
      `workbox-background-fetch-${scope}`,
      (database) => void database.createObjectStore(STORE, { keyPath: 'id' }),
    );
  }

  get(id: string): Promise<LedgerEntry | undefined> {
    return this.#run('readonly', (store) => result(store.get(id)));
  }

  getAll(): Promise<LedgerEntry[]> {
    return this.#run('readonly', (store) => result(store.getAll()));
  }

  put(entry: LedgerEntry): Promise<void> {
    return this.#run('readwrite', (store) => {
      store.put(entry);
      return complete(store.transaction);
    });
  }

  delete({ id }: Pick<LedgerEntry, 'id'>): Promise<void> {
    return this.#run('readwrite', (store) => {
      store.delete(id);
      return complete(store.transaction);
    });
  }

  #run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
    return this.#connection.run((database) => work(database.transaction(STORE, mode).objectStore(STORE)));
  }
}
