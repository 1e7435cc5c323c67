import type { PieceReader } from './piece-reader.ts';

const FLAGS = { headerChecksum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;

/**
 * Reads over the header of a member of a file in gzip: what follows is in deflate, without a header.
 *
 * @returns whether there is one.
 * @see https://www.rfc-editor.org/rfc/rfc1952#section-2.3
 */
export async function skipGzipHeader(reader: PieceReader): Promise<boolean> {
  const head = await reader.take(10);
  const [id1, id2, method, flags = FLAGS.reserved] = head;
  if (head.length < 10 || id1 !== 0x1f || id2 !== 0x8b || method !== 8 || flags & FLAGS.reserved)
    return false;
  if (flags & FLAGS.extra) {
    const length = await reader.take(2);
    if (length.length < 2 || !(await reader.skip(length.readUInt16LE()))) return false;
  }
  for (const text of [FLAGS.name, FLAGS.comment]) if (flags & text && !(await skipText(reader))) return false;
  return !(flags & FLAGS.headerChecksum) || reader.skip(2);
}

/** It ends with a zero. */
async function skipText(reader: PieceReader): Promise<boolean> {
  for (;;) {
    const [byte] = await reader.take(1);
    if (byte === undefined) return false;
    if (byte === 0) return true;
  }
}
