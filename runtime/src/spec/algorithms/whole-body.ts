import type { FetchReader } from '../backend.ts';
import { sizeOfBytes } from '../bytes.ts';
import type { Bytes, FetchRecord } from '../model.ts';
import { CHUNK } from './chunks-of.ts';

/** Bytes of arrays, which are in memory, that a body may have beside its Blobs: the beginning of one that came as pieces. */
const MOST = 2 * CHUNK;

/**
 * A record's body, made of what is stored of it: a browser copies Blobs by itself, much faster than what a script streams.
 *
 * @returns undefined where it is empty or more than 8 MB of it are stored as arrays.
 */
export async function wholeBody(store: FetchReader, record: FetchRecord): Promise<Bytes | undefined> {
  const parts: Bytes[] = [];
  let held = 0;
  for (let offset = 0; offset < record.available; ) {
    const data = await store.read(record, offset);
    if (!data) return undefined;
    if (!(data instanceof Blob)) held += data.length;
    if (held > MOST) return undefined;
    offset += sizeOfBytes(data);
    parts.push(data);
  }
  return parts[1] ? new Blob(parts) : parts[0];
}
