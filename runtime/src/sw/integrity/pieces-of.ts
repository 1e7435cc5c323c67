/** Some bytes of a body, in memory of their own. */
export type Piece = Uint8Array<ArrayBuffer>;

/**
 * Reads a body in pieces of the same size; the last one may be shorter. An empty body has none.
 *
 * @param size - of a piece, in bytes.
 */
export async function* piecesOf(
  body: ReadableStream<Uint8Array> | null,
  size: number,
): AsyncGenerator<Piece> {
  const reader = body?.getReader();
  if (!reader) return;
  let parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (value) {
        parts.push(value);
        length += value.length;
      }
      while (length >= size || (done && length > 0)) {
        const [piece, rest] = cut(parts, Math.min(size, length));
        parts = rest;
        length -= piece.length;
        yield piece;
      }
      if (done) return;
    }
  } finally {
    // Who reads no further has the rest dropped.
    reader.cancel().catch(() => undefined);
  }
}

function cut(parts: readonly Uint8Array[], length: number): [Piece, Uint8Array[]] {
  const piece = new Uint8Array(length);
  let filled = 0;
  const rest: Uint8Array[] = [];
  for (const part of parts) {
    const taken = part.subarray(0, length - filled);
    piece.set(taken, filled);
    filled += taken.length;
    if (taken.length < part.length) rest.push(part.subarray(taken.length));
  }
  return [piece, rest];
}
