import type { FetchReader } from '../spec/backend.ts';
import type { BackgroundFetch, Bytes, FetchKey, FetchRecord, RecordKey } from '../spec/model.ts';
import { readBytes } from './body-store.ts';
import type { Connection } from './connect.ts';
import { chunksBehind, connectFetches, type FetchRow, type RecordRow } from './fetch-schema.ts';
import { result } from './requests.ts';

/** Reads the background fetches of one service worker scope: all that a page needs. */
export class IdbFetchReader implements FetchReader {
  protected readonly connection: Connection;

  constructor(scope: string) {
    this.connection = connectFetches(scope);
  }

  async get(key: FetchKey): Promise<BackgroundFetch | undefined> {
    return this.#find('key', key);
  }

  async getActive(id: string): Promise<BackgroundFetch | undefined> {
    return this.#find('activeId', id);
  }

  async getAll(): Promise<BackgroundFetch[]> {
    const rows = await this.look<FetchRow[]>('fetches', (store) => result(store.getAll()));
    return rows.map(({ fetch }) => fetch);
  }

  async getRecord({ key, index }: RecordKey): Promise<FetchRecord | undefined> {
    const row = await this.look<RecordRow | undefined>('records', (store) => result(store.get([key, index])));
    return row && this.toRecord(row);
  }

  async getRecords(key: FetchKey, from: number, limit: number): Promise<FetchRecord[]> {
    const range = IDBKeyRange.bound([key, from], [key, []]);
    const rows = await this.look<RecordRow[]>('records', (store) => result(store.getAll(range, limit)));
    return Promise.all(rows.map((row) => this.toRecord(row)));
  }

  async read(record: RecordKey, offset: number): Promise<Bytes | undefined> {
    return this.look('chunks', (store) => readBytes(store, record, offset));
  }

  /** Puts the body of the request together again. */
  protected async toRecord(row: RecordRow): Promise<FetchRecord> {
    let body: Blob | null = null;
    const { body: type } = row.request;
    if (type !== null) {
      const pieces = await this.look<Bytes[]>('chunks', (store) =>
        result(store.getAll(chunksBehind(row, 1, 0))),
      );
      body = new Blob(pieces, { type });
    }
    return { ...row, request: { ...row.request, body } };
  }

  async #find(index: 'key' | 'activeId', key: string): Promise<BackgroundFetch | undefined> {
    const row = await this.look<FetchRow | undefined>('fetches', (store) =>
      result(store.index(index).get(key)),
    );
    return row?.fetch;
  }

  /** Reads in a transaction of its own. */
  protected look<T>(name: string, read: (store: IDBObjectStore) => Promise<T>): Promise<T> {
    return this.connection.run((database) => read(database.transaction(name).objectStore(name)));
  }
}
