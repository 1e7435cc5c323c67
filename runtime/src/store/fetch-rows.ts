import type { BackgroundFetch, FetchKey, RecordKey, RequestData } from '../spec/model.ts';
import type { FetchRow, RecordRow } from './fetch-schema.ts';
import { result } from './requests.ts';

/** A record as it lies in the store, and its background fetch. */
export interface RowAndFetch {
  row: RecordRow;
  fetch: BackgroundFetch;
}

/** What a record's row is to be. It may write the record's bytes in the same transaction. */
export type Change = (row: RecordRow, chunks: IDBObjectStore) => RecordRow | Promise<RecordRow>;

/** A record of which nothing has come yet. */
export function newRecordRow(key: FetchKey, index: number, request: RequestData): RecordRow {
  return {
    key,
    index,
    request: { ...request, body: request.body?.type ?? null },
    response: null,
    generation: 0,
    available: 0,
    stored: 0,
    result: '',
  };
}

/** Looks a background fetch up. */
export function findFetch(transaction: IDBTransaction, key: FetchKey): Promise<FetchRow | undefined> {
  return result(transaction.objectStore('fetches').index('key').get(key));
}

/**
 * Stores a background fetch; what fails is the transaction.
 *
 * @param row - without a serial it is a further one.
 */
export function putFetch(transaction: IDBTransaction, row: Omit<FetchRow, 'activeId'>): void {
  const { id, isActive } = row.fetch;
  transaction.objectStore('fetches').put({ ...row, activeId: isActive ? id : undefined });
}

/**
 * Replaces a record, and brings its background fetch's total up to date.
 *
 * @returns both as they are then; undefined where either is gone.
 */
export async function replaceRecord(
  transaction: IDBTransaction,
  { key, index }: RecordKey,
  change: Change,
): Promise<RowAndFetch | undefined> {
  const records = transaction.objectStore('records');
  const [owner, row] = await Promise.all([
    findFetch(transaction, key),
    result<RecordRow | undefined>(records.get([key, index])),
  ]);
  if (!owner || !row) return undefined;
  const next = await change(row, transaction.objectStore('chunks'));
  if (next !== row) records.put(next);
  const fetch = { ...owner.fetch, downloaded: owner.fetch.downloaded + next.stored - row.stored };
  if (next.stored !== row.stored) putFetch(transaction, { ...owner, fetch });
  return { row: next, fetch };
}
