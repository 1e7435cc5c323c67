import type { FetchKey, RecordKey } from '../spec/model.ts';
import type { FetchRow, RecordRow } from './fetch-schema.ts';
import { result } from './requests.ts';

/** A background fetch's row without what follows from the rest of it; without a serial it is a further one. */
type FetchValue = Omit<FetchRow, 'activeId'>;

/**
 * The rows of one transaction that writes: each is read once, however many of the writes want it, and they see what those
 * before them have put. What fails is the transaction.
 */
export class Batch {
  readonly #transaction: IDBTransaction;
  readonly #rows = new Map<string, unknown>();

  constructor(transaction: IDBTransaction) {
    this.#transaction = transaction;
  }

  store(name: string): IDBObjectStore {
    return this.#transaction.objectStore(name);
  }

  findFetch(key: FetchKey): Promise<FetchValue | undefined> {
    return this.#find(key, () => this.store('fetches').index('key').get(key));
  }

  findRecord({ key, index }: RecordKey): Promise<RecordRow | undefined> {
    return this.#find(`${key}/${index}`, () => this.store('records').get([key, index]));
  }

  /** Begins to read a record and its background fetch; whoever wants them hears of a failure. */
  expect(record: RecordKey): void {
    void Promise.allSettled([this.findFetch(record.key), this.findRecord(record)]);
  }

  putFetch(row: FetchValue): void {
    const { id, key, isActive } = row.fetch;
    this.store('fetches').put({ ...row, activeId: isActive ? id : undefined });
    this.#rows.set(key, row);
  }

  putRecord(row: RecordRow): void {
    this.store('records').put(row);
    this.#rows.set(`${row.key}/${row.index}`, row);
  }

  async removeFetch(key: FetchKey): Promise<void> {
    const row = await this.findFetch(key);
    if (row?.serial) this.store('fetches').delete(row.serial);
    this.#rows.set(key, undefined);
  }

  async #find<T>(name: string, find: () => IDBRequest<T>): Promise<T> {
    if (!this.#rows.has(name)) this.#rows.set(name, result(find()));
    return this.#rows.get(name) as Promise<T>;
  }
}
