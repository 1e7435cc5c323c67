import type { FetchReader } from '../spec/backend.ts';
import type { BackgroundFetch, Bytes, FetchKey, FetchRecord, RecordKey } from '../spec/model.ts';
import { readBytes } from './body-store.ts';
import { chunksBehind, connectFetches, type FetchRow, type RecordRow } from './fetch-schema.ts';
import { result } from './requests.ts';

/** Reads the background fetches of one service worker scope: all that a page needs. */
export class IdbFetchReader implements FetchReader {
  protected readonly open: () => Promise<IDBDatabase>;

  constructor(scope: string) {
    this.open = connectFetches(scope);
  }

  async get(key: FetchKey): Promise<BackgroundFetch | undefined> {
    return this.#find('key', key);
  }

  async getActive(id: string): Promise<BackgroundFetch | undefined> {
    return this.#find('activeId', id);
  }

  async getAll(): Promise<BackgroundFetch[]> {
    const rows = await result<FetchRow[]>((await this.storeNamed('fetches')).getAll());
    return rows.map(({ fetch }) => fetch);
  }

  async getRecord({ key, index }: RecordKey): Promise<FetchRecord | undefined> {
    const row = await result<RecordRow | undefined>((await this.storeNamed('records')).get([key, index]));
    return row && this.toRecord(row);
  }

  async getRecords(key: FetchKey, from: number, limit: number): Promise<FetchRecord[]> {
    const range = IDBKeyRange.bound([key, from], [key, []]);
    const rows = await result<RecordRow[]>((await this.storeNamed('records')).getAll(range, limit));
    return Promise.all(rows.map((row) => this.toRecord(row)));
  }

  async read(record: RecordKey, offset: number): Promise<Bytes | undefined> {
    return readBytes(await this.storeNamed('chunks'), record, offset);
  }

  /** Puts the body of the request together again. */
  protected async toRecord(row: RecordRow): Promise<FetchRecord> {
    let body: Blob | null = null;
    const { body: type } = row.request;
    if (type !== null) {
      const pieces = await result<Bytes[]>((await this.storeNamed('chunks')).getAll(chunksBehind(row, 1, 0)));
      body = new Blob(pieces, { type });
    }
    return { ...row, request: { ...row.request, body } };
  }

  async #find(index: 'key' | 'activeId', key: string): Promise<BackgroundFetch | undefined> {
    const row = await result<FetchRow | undefined>((await this.storeNamed('fetches')).index(index).get(key));
    return row?.fetch;
  }

  protected async storeNamed(name: string): Promise<IDBObjectStore> {
    return (await this.open()).transaction(name).objectStore(name);
  }
}
