import { Readable, type Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import type { ContentEncoding } from '../../shared/route.ts';
import type { BuiltFile } from './built-file.ts';
import { skipGzipHeader } from './gzip-header.ts';
import { PieceReader } from './piece-reader.ts';
import { zstdSize } from './zstd-size.ts';

type Content = ReturnType<BuiltFile['content']>;

/** What decodes each encoding but gzip: some servers send `deflate` without the header that belongs to it. */
const DECODERS: Record<Exclude<ContentEncoding, 'identity' | 'gzip'>, (() => Transform)[]> = {
  br: [zlib.createBrotliDecompress],
  deflate: [zlib.createInflate, zlib.createInflateRaw],
  // Node has it from 22.15 on.
  zstd: 'createZstdDecompress' in zlib ? [zlib.createZstdDecompress as () => Transform] : [],
};

/**
 * How many bytes a browser makes of a compressed file. It is decoded a piece at a time, and nothing is kept.
 *
 * @returns undefined where its bytes are not in this encoding; "unknown" where Node cannot decode it and it does not say.
 */
export async function decodedSize(
  file: Pick<BuiltFile, 'content'>,
  encoding: Exclude<ContentEncoding, 'identity'>,
): Promise<number | 'unknown' | undefined> {
  if (encoding === 'gzip') return sizeOfFirstMember(file.content());
  if (encoding === 'zstd') {
    const said = await zstdSize(file);
    if (said !== 'unknown' || DECODERS.zstd.length === 0) return said;
  }
  for (const createDecoder of DECODERS[encoding]) {
    const size = await sizeThrough(file.content(), createDecoder());
    if (size !== undefined) return size;
  }
  return undefined;
}

/** No browser decodes what follows the first member: neither others, nor padding. Node decodes the others, and fails at the rest. */
async function sizeOfFirstMember(content: Content): Promise<number | undefined> {
  const reader = new PieceReader(content);
  try {
    if (await skipGzipHeader(reader)) return await sizeThrough(reader.rest(), zlib.createInflateRaw());
    return undefined;
  } finally {
    await reader.close();
  }
}

/** @returns undefined where the decoder refuses the bytes. */
async function sizeThrough(content: Content, decoder: Transform): Promise<number | undefined> {
  let size = 0;
  const count = new Writable({
    write(piece: Buffer, _, done) {
      size += piece.length;
      done();
    },
  });
  try {
    await pipeline(Readable.from(content), decoder, count);
    return size;
  } catch (error) {
    if (isOfDecoder(error)) return undefined;
    throw error;
  }
}

/** `Z_…`, `ZSTD_…` and brotli's `ERR_…`; a file that cannot be read is another matter. */
function isOfDecoder(error: unknown): boolean {
  return /^(?:Z_|ZSTD_|ERR_)/.test(String((error as NodeJS.ErrnoException).code));
}
