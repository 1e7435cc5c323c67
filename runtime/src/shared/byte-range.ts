/** A part of a body, both ends included, in bytes. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a `Range` header for a body of `size` bytes.
 *
 * @returns the range; `'unsatisfiable'` (answer 416); undefined where the header is to be ignored: another unit, bad
 * syntax, or more than one range, which a server need not honour.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2
 */
export function parseByteRange(header: string, size: number): ByteRange | 'unsatisfiable' | undefined {
  const found = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header);
  if (!found) return undefined;
  const [first, last] = [found[1] ?? '', found[2] ?? ''];
  if (first === '') return last === '' ? undefined : suffix(Number(last), size);
  if (last !== '' && Number(last) < Number(first)) return undefined;
  if (Number(first) >= size) return 'unsatisfiable';
  return { first: Number(first), last: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

function suffix(length: number, size: number): ByteRange | 'unsatisfiable' {
  if (length === 0 || size === 0) return 'unsatisfiable';
  return { first: Math.max(0, size - length), last: size - 1 };
}
