import { type IDBPDatabase, openDB } from 'idb';
import type { LedgerEntry, Schema } from './schema.ts';

/**
 * The downloads of one service worker scope, one entry each, in IndexedDB. Cache Storage holds the bytes; the ledger
 * knows which of them belong together.
 *
 * The connection is closed by the browser where another version wants to upgrade, and opened again when next needed.
 */
export class Ledger {
  readonly #name: string;
  #database: Promise<IDBPDatabase<Schema>> | undefined;

  constructor(scope: string) {
    this.#name = `workbox-background-fetch-${scope}`;
  }

  async get(id: string): Promise<LedgerEntry | undefined> {
    return (await this.#open()).get('downloads', id);
  }

  async getAll(): Promise<LedgerEntry[]> {
    return (await this.#open()).getAll('downloads');
  }

  async put(entry: LedgerEntry): Promise<void> {
    await (await this.#open()).put('downloads', entry);
  }

  async delete(id: string): Promise<void> {
    await (await this.#open()).delete('downloads', id);
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#database ??= openDB<Schema>(this.#name, 1, {
      upgrade: (database) => void database.createObjectStore('downloads', { keyPath: 'id' }),
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        this.#database = undefined;
      },
      terminated: () => {
        this.#database = undefined;
      },
    }).catch((error: unknown) => {
      this.#database = undefined;
      throw error;
    });
    return this.#database;
  }
}
