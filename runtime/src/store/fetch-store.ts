import { sizeOfBytes, toArray } from '../spec/bytes.ts';
import type { Chunk, FetchChange, FetchStore, RecordAndFetch, RecordChange } from '../spec/fetch-store.ts';
import type { BackgroundFetch, FetchKey, Interval, RecordKey, RequestData } from '../spec/model.ts';
import { addBytes, putBytes, storedIntervals } from './body-store.ts';
import { storesBlobs } from './chunk-data.ts';
import { deleteContents, deleteOrphans } from './delete-contents.ts';
import { IdbFetchReader } from './fetch-reader.ts';
import { type Change, newRecordRow, replaceRecord } from './fetch-rows.ts';
import { chunksBehind, type FetchRow } from './fetch-schema.ts';
import { complete, result } from './requests.ts';
import { WriteQueue } from './write-queue.ts';

/**
 * The background fetches of one service worker scope, with all their bytes, in IndexedDB.
 *
 * Several may be open over the same database: each transaction goes by what is stored, never by what is remembered.
 */
export class IdbFetchStore extends IdbFetchReader implements FetchStore {
  readonly #queue: WriteQueue = new WriteQueue(this.connection);
  #takesBlobs: Promise<boolean> | undefined;

  async create(fetch: BackgroundFetch, requests: RequestData[]): Promise<void> {
    const bodies = await Promise.all(
      requests.map(async ({ body }) => (body && !(await this.takesBlobs()) ? toArray(body) : body)),
    );
    await this.#queue.write(async (batch) => {
      // An index takes each active id once: a second one fails with a ConstraintError.
      batch.putFetch({ fetch });
      requests.forEach((request, index) => {
        batch.putRecord(newRecordRow(fetch.key, index, request));
        const data = bodies[index];
        if (!data) return;
        const piece = { key: fetch.key, index, part: 1, offset: 0, data } as const;
        putBytes(batch.store('chunks'), piece, { start: 0, end: sizeOfBytes(data) });
      });
    });
  }

  /** @param change - may be called more than once, since a transaction may have to be repeated. */
  update(
    key: FetchKey,
    change: (stored: BackgroundFetch) => FetchChange | undefined,
  ): Promise<BackgroundFetch | undefined> {
    return this.#queue.write(async (batch) => {
      const row = await batch.findFetch(key);
      const values = row && change(row.fetch);
      if (!values) return row?.fetch;
      const fetch = { ...row.fetch, ...values };
      batch.putFetch({ ...row, fetch });
      return fetch;
    });
  }

  append(chunk: Chunk, change: RecordChange = {}): Promise<RecordAndFetch | undefined> {
    return this.#replace(chunk, async (row, chunks) =>
      row.generation === chunk.generation
        ? { ...(await addBytes(chunks, row, chunk.offset, chunk.data)), ...change }
        : row,
    );
  }

  restart(record: RecordKey): Promise<RecordAndFetch | undefined> {
    return this.#replace(record, (row, chunks) => {
      chunks.delete(chunksBehind(row, 0, 0));
      return { ...row, response: null, generation: row.generation + 1, available: 0, stored: 0 };
    });
  }

  async takesBlobs(): Promise<boolean> {
    this.#takesBlobs ??= this.connection.run(storesBlobs);
    return this.#takesBlobs;
  }

  async intervals(record: RecordKey): Promise<Interval[]> {
    return this.look('chunks', (store) => storedIntervals(store, record));
  }

  async remove(key: FetchKey): Promise<void> {
    await this.#queue.write(async (batch) => {
      await batch.removeFetch(key);
      deleteContents(batch, key);
    });
  }

  async sweep(): Promise<void> {
    await this.#queue.write(deleteOrphans);
  }

  /**
   * Deletes everything at once. It is the first write of whoever calls it, and comes before its reads.
   *
   * @returns what was there.
   */
  clear(): Promise<BackgroundFetch[]> {
    return this.connection.run(async (database) => {
      const transaction = database.transaction(['fetches', 'records', 'chunks'], 'readwrite');
      const [rows] = await Promise.all([
        result<FetchRow[]>(transaction.objectStore('fetches').getAll()),
        ...['fetches', 'records', 'chunks'].map((name) => result(transaction.objectStore(name).clear())),
        complete(transaction),
      ]);
      return rows.map(({ fetch }) => fetch);
    });
  }

  async #replace(record: RecordKey, change: Change): Promise<RecordAndFetch | undefined> {
    const replaced = await this.#queue.write((batch) => replaceRecord(batch, record, change), record);
    return replaced && { record: await this.toRecord(replaced.row), fetch: replaced.fetch };
  }
}
