import type { BuiltFile } from './built-file.ts';
import { PieceReader } from './piece-reader.ts';

const MAGIC = 0xfd2fb528;
/** Frames that decoders leave out, whose last four bits are their own. */
const SKIPPABLE = 0x184d2a50;

/** Bytes of the fields of a frame's header, by their flags. */
const DICTIONARY_ID = [0, 1, 2, 4] as const;
const CONTENT_SIZE = [0, 2, 4, 8] as const;

/** Bytes; undefined where they are not those of this format. */
type Size = number | 'unknown' | undefined;

/**
 * How many bytes a file in Zstandard has when it is decoded, as its frames say. Nothing is decoded: Node can do that only from 22.15 on.
 *
 * @returns undefined where it is not in this format; "unknown" where a frame does not say.
 * @see https://www.rfc-editor.org/rfc/rfc8878#section-3.1
 */
export async function zstdSize(file: Pick<BuiltFile, 'content'>): Promise<Size> {
  const reader = new PieceReader(file.content());
  try {
    return await sumOfFrames(reader);
  } finally {
    await reader.close();
  }
}

async function sumOfFrames(reader: PieceReader): Promise<Size> {
  let sum: Size;
  for (let head = await reader.take(4); head.length > 0; head = await reader.take(4)) {
    const size = await frameSize(reader, head);
    if (size === undefined) return undefined;
    sum = size === 'unknown' || sum === 'unknown' ? 'unknown' : (sum ?? 0) + size;
  }
  return sum;
}

async function frameSize(reader: PieceReader, head: Buffer): Promise<Size> {
  if (head.length < 4) return undefined;
  const magic = head.readUInt32LE();
  if (magic - (magic % 16) === SKIPPABLE) {
    const length = await reader.take(4);
    return length.length === 4 && (await reader.skip(length.readUInt32LE())) ? 0 : undefined;
  }
  const [descriptor] = await reader.take(1);
  if (magic !== MAGIC || descriptor === undefined) return undefined;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const hasChecksum = (descriptor & 4) !== 0;
  const sizeFlag = descriptor >> 6;
  // A window's size and a dictionary do not matter here.
  await reader.skip((isSingleSegment ? 0 : 1) + (DICTIONARY_ID[descriptor & 3] ?? 0));
  const length = sizeFlag === 0 && isSingleSegment ? 1 : (CONTENT_SIZE[sizeFlag] ?? 0);
  const field = await reader.take(length);
  if (!(await skipBlocks(reader)) || !(await reader.skip(hasChecksum ? 4 : 0))) return undefined;
  if (length === 0) return 'unknown';
  if (length === 8) return Number(field.readBigUInt64LE());
  return field.readUIntLE(0, length) + (length === 2 ? 256 : 0);
}

/** @returns whether they are all there. */
async function skipBlocks(reader: PieceReader): Promise<boolean> {
  for (let isLast = false; !isLast; ) {
    const head = await reader.take(3);
    if (head.length < 3) return false;
    const block = head.readUIntLE(0, 3);
    isLast = (block & 1) === 1;
    const type = (block >> 1) & 3;
    // One of a repeated byte has that byte alone.
    if (type === 3 || !(await reader.skip(type === 1 ? 1 : block >> 3))) return false;
  }
  return true;
}
