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
  const [first, last] = [Number(found[1]), Number(found[2])];
  const size = found[3] === '*' ? undefined : Number(found[3]);
  return first <= last && (size === undefined || last < size) ? { first, last, size } : undefined;
}
