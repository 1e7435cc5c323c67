import 'fake-indexeddb/auto';
import * as assert from 'uvu/assert';
import type {
  BackgroundFetch,
  Interval,
  RecordKey,
  RequestData,
  ResponseData,
} from '../../src/spec/model.ts';
import { IdbFetchStore } from '../../src/store/fetch-store.ts';
import { get, newFetch } from '../support/fetch-data.ts';

let scopes = 0;

/** A scope of its own for each test: the database outlives it. */
export const nextScope = (): string => `https://app.example/fetches/${++scopes}/`;

export const databaseOf = (scope: string): string => `workbox-background-fetch-engine-${scope}`;

export const sampleFetch = (key: string, change: Partial<BackgroundFetch> = {}): BackgroundFetch =>
  newFetch(key, { id: `id of ${key}`, ...change });

export const sampleRequest = (change: Partial<RequestData> = {}): RequestData =>
  get('https://app.example/a', { headers: [['accept', '*/*']], referrer: '', ...change });

export const sampleResponse: ResponseData = {
  url: 'https://app.example/a',
  status: 200,
  statusText: 'OK',
  headers: [['content-type', 'text/plain']],
  redirected: false,
};

/** A store with one background fetch "f" that has so many records. */
export async function openSample(
  recordCount = 1,
): Promise<{ store: IdbFetchStore; scope: string; again(): IdbFetchStore }> {
  const scope = nextScope();
  const store = new IdbFetchStore(scope);
  const requests = Array.from({ length: recordCount }, () => sampleRequest());
  await store.create(sampleFetch('f'), requests);
  // As after the death of a worker.
  return { store, scope, again: () => new IdbFetchStore(scope) };
}

/** Bytes of a body in which each byte tells its place. */
export function bytes(start: number, end: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(end - start).map((_, index) => (start + index) % 251);
}

/** A chunk of record 0 of "f". */
export function chunk(
  start: number,
  end: number,
  generation = 0,
): Parameters<IdbFetchStore['append']>[0] & { data: Uint8Array<ArrayBuffer> } {
  return { key: 'f', index: 0, generation, offset: start, data: bytes(start, end) };
}

export const RECORD = { key: 'f', index: 0 };

/** Reads a record from an offset up to the first gap. */
export async function readAll(
  store: IdbFetchStore,
  record: RecordKey = RECORD,
  from = 0,
): Promise<Uint8Array> {
  const pieces: Blob[] = [];
  for (let offset = from; ; ) {
    const data = await store.read(record, offset);
    if (!data) break;
    const piece = new Blob([data]);
    assert.ok(piece.size > 0);
    pieces.push(piece);
    offset += piece.size;
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** How many rows an object store has. */
export async function countOf(scope: string, name: string): Promise<number> {
  const database = await settled(indexedDB.open(databaseOf(scope)));
  try {
    // The keys of chunks are arrays: another one is that with which it was tried whether Blobs are taken.
    const range = name === 'chunks' ? IDBKeyRange.lowerBound([]) : undefined;
    return await settled(database.transaction(name).objectStore(name).count(range));
  } finally {
    database.close();
  }
}

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Expects a DOMException of this name. */
export async function rejectsWith(promise: Promise<unknown>, name: string): Promise<void> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.instance(error, DOMException);
  assert.is((error as DOMException).name, name);
}

/** Puts something else in the place of `IDBObjectStore.put` while an action runs. */
export async function withPut(
  put: (
    this: IDBObjectStore,
    original: () => IDBRequest<IDBValidKey>,
    value: unknown,
  ) => IDBRequest<IDBValidKey>,
  action: () => Promise<void>,
): Promise<void> {
  const { prototype } = IDBObjectStore;
  const original = prototype.put;
  prototype.put = function (value: unknown, key?: IDBValidKey) {
    return put.call(this, () => original.call(this, value, key), value);
  };
  try {
    await action();
  } finally {
    prototype.put = original;
  }
}

/**
 * Lets a transaction fail as a browser does that finds the disk full: its requests succeed, its commit does not.
 *
 * @param name - of its error; null for none.
 */
export function failCommit(transaction: IDBTransaction, name: string | null = 'QuotaExceededError'): void {
  // What a script cannot do in a browser, the fake can.
  setImmediate(() => (transaction as unknown as { _abort(name: string | null): void })._abort(name));
}

/** How much of the sample's record there is, and of its background fetch. */
export async function sizes(
  store: IdbFetchStore,
): Promise<{ available?: number; stored?: number; downloaded?: number }> {
  const { available, stored } = (await store.getRecord(RECORD)) ?? {};
  return { available, stored, downloaded: (await store.get('f'))?.downloaded };
}

/** Which bytes of the sample record's response are stored, with neighbours joined. */
export async function intervalsOf(store: IdbFetchStore): Promise<Interval[]> {
  const joined: Interval[] = [];
  for (const { start, end } of await store.intervals(RECORD)) {
    const last = joined.at(-1);
    if (last?.end === start) last.end = end;
    else joined.push({ start, end });
  }
  return joined;
}
