import type { IDBPDatabase } from 'idb';
import type { FetchReader } from '../spec/backend.ts';
import type { BackgroundFetch, FetchKey, FetchRecord, RecordKey } from '../spec/model.ts';
import { readBytes } from './body-store.ts';
import {
  type Bytes,
  chunksBehind,
  connectFetches,
  type FetchSchema,
  type RecordRow,
} from './fetch-schema.ts';

/** Reads the background fetches of one service worker scope: all that a page needs. */
export class IdbFetchReader implements FetchReader {
  protected readonly open: () => Promise<IDBPDatabase<FetchSchema>>;

  constructor(scope: string) {
    this.open = connectFetches(scope);
  }

  async get(key: FetchKey): Promise<BackgroundFetch | undefined> {
    return (await (await this.open()).getFromIndex('fetches', 'key', key))?.fetch;
  }

  async getActive(id: string): Promise<BackgroundFetch | undefined> {
    return (await (await this.open()).getFromIndex('fetches', 'activeId', id))?.fetch;
  }

  async getAll(): Promise<BackgroundFetch[]> {
    return (await (await this.open()).getAll('fetches')).map(({ fetch }) => fetch);
  }

  async getRecord({ key, index }: RecordKey): Promise<FetchRecord | undefined> {
    const row = await (await this.open()).get('records', [key, index]);
    return row && this.toRecord(row);
  }

  async getRecords(key: FetchKey, from: number, limit: number): Promise<FetchRecord[]> {
    const range = IDBKeyRange.bound([key, from], [key, []]);
    const rows = await (await this.open()).getAll('records', range, limit);
    return Promise.all(rows.map((row) => this.toRecord(row)));
  }

  async read(record: RecordKey, offset: number): Promise<Bytes | undefined> {
    return readBytes((await this.open()).transaction('chunks').store, record, offset);
  }

  /** Puts the body of the request together again. */
  protected async toRecord(row: RecordRow): Promise<FetchRecord> {
    const { body: type, ...request } = row.request;
    if (type === null) return { ...row, request: { ...request, body: null } };
    const pieces = await (await this.open()).getAll('chunks', chunksBehind(row, 1, 0));
    return { ...row, request: { ...request, body: new Blob(pieces, { type }) } };
  }
}
