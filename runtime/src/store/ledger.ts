import { connect } from './connect.ts';
import type { LedgerEntry, Schema } from './schema.ts';

/**
 * The downloads of one service worker scope, one entry each, in IndexedDB. Cache Storage holds the bytes; the ledger
 * knows which of them belong together.
 */
export class Ledger {
  readonly #open: ReturnType<typeof connect<Schema>>;

  constructor(scope: string) {
    this.#open = connect<Schema>(
      `workbox-background-fetch-${scope}`,
      (database) => void database.createObjectStore('downloads', { keyPath: 'id' }),
    );
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
}
