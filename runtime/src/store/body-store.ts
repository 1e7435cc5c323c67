import type { IDBPObjectStore, StoreNames } from 'idb';
import type { Interval, RecordKey } from '../spec/model.ts';
import { pieceSize, sizeOf } from './chunk-data.ts';
import { quietly } from './fetch-rows.ts';
import { type Bytes, chunksBehind, type FetchSchema, type Part, type RecordRow } from './fetch-schema.ts';

type Chunks<M extends IDBTransactionMode = 'readonly'> = IDBPObjectStore<
  FetchSchema,
  ArrayLike<StoreNames<FetchSchema>>,
  'chunks',
  M
>;

/** Bytes of a body. */
interface Piece extends RecordKey {
  part: Part;
  /** Where in the body they begin. */
  offset: number;
  data: Bytes;
}

/** Puts an interval of the body into the store, in as many chunks as the form of the bytes needs. */
export function putBytes(
  chunks: Chunks<'readwrite'>,
  { key, index, part, offset, data }: Piece,
  { start, end }: Interval,
): void {
  for (let from = start, to = 0; from < end; from = to) {
    to = Math.min(from + pieceSize(data), end);
    quietly(chunks.put(data.slice(from - offset, to - offset), [key, index, part, to, from]));
  }
}

/**
 * Puts those bytes of a response into the store that are not there yet, and finds how far one can read now.
 *
 * @returns the record's row with its sizes, which is not stored yet.
 */
export async function addBytes(
  chunks: Chunks<'readwrite'>,
  row: RecordRow,
  offset: number,
  data: Bytes,
): Promise<RecordRow> {
  const end = offset + sizeOf(data);
  let { stored, available } = row;
  let reach = Math.max(offset, available);
  if (reach >= end) return row;
  const isNext = reach === available;
  const fill = (to: number): void => {
    if (to <= reach) return;
    putBytes(chunks, { ...row, part: 0, offset, data }, { start: reach, end: to });
    stored += to - reach;
    reach = to;
  };
  const hasIslands = stored > available;
  let cursor = hasIslands ? await chunks.openKeyCursor(chunksBehind(row, 0, reach)) : null;
  while (cursor && (isNext || reach < end)) {
    const [, , , chunkEnd, chunkStart] = cursor.primaryKey;
    fill(Math.min(chunkStart, end));
    if (chunkStart > reach) break;
    reach = chunkEnd;
    cursor = await cursor.continue();
  }
  fill(end);
  if (isNext) available = reach;
  return { ...row, stored, available };
}

/** Which bytes of a response are stored, in order, with neighbours joined. */
export async function storedIntervals(chunks: Chunks, row: RecordRow): Promise<Interval[]> {
  const intervals: Interval[] = row.available > 0 ? [{ start: 0, end: row.available }] : [];
  for (const [, , , end, start] of await chunks.getAllKeys(chunksBehind(row, 0, row.available))) {
    const last = intervals.at(-1);
    if (last?.end === start) last.end = end;
    else intervals.push({ start, end });
  }
  return intervals;
}

/** The bytes of a response's chunk from an offset on. */
export async function readBytes(
  chunks: Chunks,
  record: RecordKey,
  offset: number,
): Promise<Bytes | undefined> {
  const cursor = await chunks.openCursor(chunksBehind(record, 0, offset));
  if (!cursor) return undefined;
  const [, , , , start] = cursor.primaryKey;
  return start <= offset ? cursor.value.slice(offset - start) : undefined;
}
