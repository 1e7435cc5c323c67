import type { BackgroundFetch, FetchKey, RecordKey, RequestData } from '../spec/model.ts';
import type { Batch } from './batch.ts';
import type { RecordRow } from './fetch-schema.ts';

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

/**
 * Replaces a record, and brings its background fetch's total up to date.
 *
 * @returns both as they are then; undefined where either is gone.
 */
export async function replaceRecord(
  batch: Batch,
  record: RecordKey,
  change: Change,
): Promise<RowAndFetch | undefined> {
  const owner = await batch.findFetch(record.key);
  const row = await batch.findRecord(record);
  if (!owner || !row) return undefined;
  const next = await change(row, batch.store('chunks'));
  if (next !== row) batch.putRecord(next);
  const fetch = { ...owner.fetch, downloaded: owner.fetch.downloaded + next.stored - row.stored };
  if (next.stored !== row.stored) batch.putFetch({ ...owner, fetch });
  return { row: next, fetch };
}
