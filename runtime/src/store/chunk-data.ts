import type { Bytes } from '../spec/model.ts';
import { complete } from './requests.ts';

/**
 * Bytes of a buffer that are stored as one: a reader has one of them in memory at a time. They are more than what is read
 * from a stream at once, so that a body that is no longer than that lies in one chunk.
 */
const PIECE = 8 * 1024 * 1024;

/** How many bytes of this form may be one chunk. A Blob's stay on disk when it is read. */
export function pieceSize(data: Bytes): number {
  return data instanceof Blob ? Number.POSITIVE_INFINITY : PIECE;
}

/**
 * Tries whether the database takes Blobs: WebKit refuses them where a session is private or automated.
 *
 * @throws DOMException where the connection is lost.
 */
export async function storesBlobs(database: IDBDatabase): Promise<boolean> {
  const transaction = database.transaction('chunks', 'readwrite');
  try {
    // Before all keys of chunks, which are arrays, so that nobody finds it. It stays: where it was deleted in the same
    // transaction, WebKitGTK 2.50 never came to the end of a large file.
    transaction.objectStore('chunks').put(new Blob(['?']), 0);
    await complete(transaction);
    return true;
  } catch {
    return false;
  }
}
