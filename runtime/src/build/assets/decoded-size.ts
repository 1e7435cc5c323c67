import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { ContentEncoding } from '../../shared/route.ts';
import type { BuiltFile } from './built-file.ts';

/** What decodes each encoding: some servers send `deflate` without the header that belongs to it. */
const DECODERS = {
  gzip: [createGunzip],
  br: [createBrotliDecompress],
  deflate: [createInflate, createInflateRaw],
};

/**
 * How many bytes a compressed file has when it is decoded. It is decoded a piece at a time, and nothing is kept.
 *
 * @returns undefined where its bytes are not in this encoding.
 */
export async function decodedSize(
  file: Pick<BuiltFile, 'content'>,
  encoding: Exclude<ContentEncoding, 'identity'>,
): Promise<number | undefined> {
  for (const createDecoder of DECODERS[encoding]) {
    let size = 0;
    const count = new Writable({
      write(piece: Buffer, _, done) {
        size += piece.length;
        done();
      },
    });
    try {
      await pipeline(Readable.from(file.content()), createDecoder(), count);
      return size;
    } catch (error) {
      if (!isOfDecoder(error)) throw error;
    }
  }
  return undefined;
}

/** `Z_…` and brotli's `ERR_…`; a file that cannot be read is another matter. */
function isOfDecoder(error: unknown): boolean {
  return /^(?:Z_|ERR_)/.test(String((error as NodeJS.ErrnoException).code));
}
