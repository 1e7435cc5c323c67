import { toArray } from '../spec/bytes.ts';
import type { Bytes } from '../spec/model.ts';
import { complete } from './requests.ts';

/** Bytes of a buffer that are stored as one: a reader has one of them in memory at a time. */
const PIECE = 1024 * 1024;

/** How many bytes of this form may be one chunk. A Blob's stay on disk when it is read. */
export function pieceSize(data: Bytes): number {
  return data instanceof Blob ? Number.POSITIVE_INFINITY : PIECE;
}

/**
 * Brings bytes into the form in which this browser can store them best. A Blob stays one, since its bytes need not pass
 * through this process; a buffer becomes one only where it would be several chunks: making a Blob takes as long as
 * storing the buffer (measured in Chromium 156).
 *
 * @param hasBlobs - what {@link storesBlobs} has given.
 */
export async function toStorable(data: Bytes, hasBlobs: boolean): Promise<Bytes> {
  if (!hasBlobs) return toArray(data);
  return data instanceof Blob || data.length <= PIECE ? data : new Blob([data]);
}

/** Tries whether the database takes Blobs: WebKit refuses them where a session is private or automated. */
export async function storesBlobs(database: IDBDatabase): Promise<boolean> {
  try {
    const transaction = database.transaction('chunks', 'readwrite');
    const chunks = transaction.objectStore('chunks');
    chunks.put(new Blob(['?']), 0);
    chunks.delete(0);
    await complete(transaction);
    return true;
  } catch {
    return false;
  }
}
