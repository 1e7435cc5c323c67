import { createHash, hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { PIECE_HASH_LENGTH, pieceSizeOf } from '../../shared/integrity.ts';

/** What the worker has to know of a file's content. */
export interface FileDigest {
  /** In bytes. */
  size: number;
  /** SHA-256, as base64url. */
  hash: string;
  /** Of a long file, the hashes of its pieces, one after the other. */
  pieces?: string;
  /** Whether it begins as gzip does. */
  isGzip: boolean;
}

/** The digest of what is in memory. */
export function digestOf(content: string | Uint8Array): FileDigest {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const digest = {
    size: bytes.length,
    hash: hash('sha256', bytes, 'base64url'),
    isGzip: beginsAsGzip(bytes),
  };
  const length = pieceSizeOf(bytes.length);
  if (bytes.length < length) return digest;
  let pieces = '';
  for (let start = 0; start < bytes.length; start += length)
    pieces += pieceHash(hash('sha256', bytes.subarray(start, start + length), 'base64url'));
  return { ...digest, pieces };
}

function pieceHash(sha256: string): string {
  return sha256.slice(0, PIECE_HASH_LENGTH);
}

/** @see https://www.rfc-editor.org/rfc/rfc1952#page-6 */
function beginsAsGzip([id1, id2, method]: Uint8Array): boolean {
  return id1 === 0x1f && id2 === 0x8b && method === 8;
}

/** Bytes in memory at once, however large the file is. */
const PIECE = 2 ** 20;

let piece: Buffer | undefined;

/**
 * Reads a file on disk through. It is synchronous but for pauses in large files, since a promise takes several times as
 * long as a small file; what has been read is used at once, so that all files can share the memory.
 */
export async function digestOnDisk(location: string): Promise<FileDigest> {
  const file = openSync(location, 'r');
  try {
    let content = readPiece(file);
    if (content.length < PIECE) return digestOf(content);
    const isGzip = beginsAsGzip(content);
    const sum = createHash('sha256');
    // What is read at once is a part of a piece, and never of two.
    const length = pieceSizeOf(fstatSync(file).size);
    let size = 0;
    let pieces = '';
    let ofPiece = createHash('sha256');
    for (; content.length > 0; content = readPiece(file)) {
      sum.update(content);
      ofPiece.update(content);
      size += content.length;
      if (size % length === 0) {
        pieces += pieceHash(ofPiece.digest('base64url'));
        ofPiece = createHash('sha256');
      }
      await setImmediate();
    }
    if (size % length > 0) pieces += pieceHash(ofPiece.digest('base64url'));
    const isLong = size >= length;
    return { size, hash: sum.digest('base64url'), isGzip, ...(isLong && { pieces }) };
  } finally {
    closeSync(file);
  }
}

/** It is shorter than a piece only at the end of the file: some file systems give less than there is at once. */
function readPiece(file: number): Buffer {
  piece ??= Buffer.allocUnsafe(PIECE);
  let length = 0;
  for (let more = 1; more > 0 && length < PIECE; length += more)
    more = readSync(file, piece, length, PIECE - length, null);
  return piece.subarray(0, length);
}
