/** A `Content-Range` of a 206: both ends included, in bytes; `size` undefined where the server did not know it. */
export interface ContentRange {
  readonly first: number;
  readonly last: number;
  readonly size: number | undefined;
}

/**
 * Reads the `Content-Range` of a 206.
 *
 * @returns undefined where it is no valid range of bytes.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14.4
 */
export function parseContentRange(header: string): ContentRange | undefined {
  const found = /^\s*bytes\s+(\d+)-(\d+)\/(\d+|\*)\s*$/i.exec(header);
  if (!found) return undefined;
  // A size of `*` is NaN.
  const [first = 0, last = 0, size = 0] = found.slice(1).map(Number);
  return first <= last && !(last >= size) ? { first, last, size: size || undefined } : undefined;
}
