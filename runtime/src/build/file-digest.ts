import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** What the worker has to know of a file's content. */
export interface FileDigest {
  /** Decoded size, in bytes. */
  size: number;
  /** SHA-256, as base64url. */
  hash: string;
}

/** Bytes in memory at once, however large the file is. */
const PIECE = 2 ** 20;

let piece: Buffer | undefined;

/**
 * Reads a file on disk through. It is synchronous but for pauses in large files, since a promise takes several times as
 * long as a small file; what has been read is used at once, so that all files can share the memory.
 */
export async function digestOnDisk(location: string): Promise<FileDigest> {
  piece ??= Buffer.allocUnsafe(PIECE);
  const hash = createHash('sha256');
  const file = openSync(location, 'r');
  try {
    let size = 0;
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
      hash.update(piece.subarray(0, length));
      size += length;
      if (length === PIECE) await setImmediate();
    }
    return { size, hash: hash.digest('base64url') };
  } finally {
    closeSync(file);
  }
}
