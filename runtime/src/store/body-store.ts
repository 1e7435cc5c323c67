import { sizeOfBytes } from '../spec/bytes.ts';
import type { Bytes, Interval, RecordKey } from '../spec/model.ts';
import { pieceSize } from './chunk-data.ts';
import { type ChunkKey, chunksBehind, type Part, type RecordRow } from './fetch-schema.ts';
import { result } from './requests.ts';

/** Bytes of a body. */
interface Piece extends RecordKey {
  part: Part;
  /** Where in the body they begin. */
  offset: number;
  data: Bytes;
}

/** Puts an interval of the body into the store, in as many chunks as the form of the bytes needs. */
export function putBytes(
  chunks: IDBObjectStore,
  { key, index, part, offset, data }: Piece,
  { start, end }: Interval,
): void {
  for (let from = start, to = 0; from < end; from = to) {
    to = Math.min(from + pieceSize(data), end);
    chunks.put(data.slice(from - offset, to - offset), [key, index, part, to, from]);
  }
}

/**
 * Puts those bytes of a response into the store that are not there yet, and finds how far one can read now.
 *
 * @returns the record's row with its sizes, which is not stored yet.
 */
export async function addBytes(
  chunks: IDBObjectStore,
  row: RecordRow,
  offset: number,
  data: Bytes,
): Promise<RecordRow> {
  const end = offset + sizeOfBytes(data);
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
  const islands = stored > available ? chunks.openKeyCursor(chunksBehind(row, 0, reach)) : undefined;
  let cursor = islands && (await result(islands));
  while (islands && cursor && (isNext || reach < end)) {
    const [, , , chunkEnd, chunkStart] = cursor.primaryKey as ChunkKey;
    fill(Math.min(chunkStart, end));
    if (chunkStart > reach) break;
    reach = chunkEnd;
    cursor.continue();
    cursor = await result(islands);
  }
  fill(end);
  if (isNext) available = reach;
  return { ...row, stored, available };
}

/** Which bytes of a response are stored: an interval for each chunk, in order. */
export async function storedIntervals(chunks: IDBObjectStore, record: RecordKey): Promise<Interval[]> {
  const keys = await result(chunks.getAllKeys(chunksBehind(record, 0, 0)));
  return (keys as ChunkKey[]).map(([, , , end, start]) => ({ start, end }));
}

/** The bytes of a response's chunk from an offset on. Not by a cursor: Firefox reads many values ahead of one. */
export async function readBytes(
  chunks: IDBObjectStore,
  record: RecordKey,
  offset: number,
): Promise<Bytes | undefined> {
  const range = chunksBehind(record, 0, offset);
  const [data, key] = await Promise.all([
    result<Bytes | undefined>(chunks.get(range)),
    result(chunks.getKey(range)),
  ]);
  const skipped = key && offset - (key as ChunkKey)[4];
  if (!data || !skipped) return data;
  return skipped > 0 ? data.slice(skipped) : undefined;
}
