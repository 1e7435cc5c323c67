import { createHash } from 'node:crypto';
import type { ByteRange } from './byte-range.ts';

/** Bytes in a block; a few of them at its beginning name the block, so that no two are the same. */
const BLOCK = 65_536;
const noises = new Map<string, Buffer>();

/** What random bytes to make. */
export interface RandomBytes {
  readonly size: number;
  /** Other bytes of the same size; 1 when left out. */
  readonly version?: number;
  /** Makes them letters that gzip shortens. */
  readonly isText?: boolean;
}

/**
 * Makes bytes that look random and are always the same for the same question, so that nothing has to be kept. Bytes
 * from another place or version differ.
 */
export function* randomBytes(bytes: RandomBytes, range: ByteRange): Generator<Buffer> {
  const noise = noiseOf(bytes);
  for (let offset = range.first; offset <= range.last; ) {
    const index = Math.floor(offset / BLOCK);
    const start = index * BLOCK;
    const block = Buffer.from(noise);
    block.write(index.toString(36).padStart(8, '.'), 'latin1');
    yield block.subarray(offset - start, Math.min(BLOCK, range.last + 1 - start));
    offset = start + BLOCK;
  }
}

/** SHA-256 of each piece of `pieceSize` bytes, in hexadecimal. */
export function digestsOf(bytes: RandomBytes, pieceSize: number): string[] {
  const digests: string[] = [];
  for (let first = 0; first < bytes.size; first += pieceSize) {
    const hash = createHash('sha256');
    for (const chunk of randomBytes(bytes, { first, last: Math.min(first + pieceSize, bytes.size) - 1 }))
      hash.update(chunk);
    digests.push(hash.digest('hex'));
  }
  return digests;
}

function noiseOf({ version = 1, isText = false }: RandomBytes): Buffer {
  const name = `${version} ${isText}`;
  const known = noises.get(name);
  if (known) return known;
  const parts = Array.from({ length: BLOCK / 32 }, (_, index) =>
    createHash('sha256').update(`${version} ${index}`).digest(),
  );
  const noise = Buffer.concat(parts);
  if (isText) for (const [index, byte] of noise.entries()) noise[index] = 97 + (byte & 3);
  noises.set(name, noise);
  return noise;
}
