/** A part of a body, both ends included, in bytes. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a `Range` header for a body of `size` bytes.
 *
 * @returns the ranges that there are, in the order in which they were asked for; `'unsatisfiable'` where there are none of them (answer 416);
 * undefined where the header is to be ignored: another unit, or bad syntax.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2
 */
export function parseByteRanges(header: string, size: number): ByteRange[] | 'unsatisfiable' | undefined {
  const [, list] = /^\s*bytes\s*=(.*)$/i.exec(header) ?? [];
  // A list may have empty elements.
  const specs = list?.split(',').filter((spec) => spec.trim() !== '');
  if (!specs?.length) return undefined;
  const ranges: ByteRange[] = [];
  for (const spec of specs) {
    const [, first = '', last = ''] = /^\s*(\d*)\s*-\s*(\d*)\s*$/.exec(spec) ?? [];
    if ((first === '' && last === '') || (first !== '' && last !== '' && Number(last) < Number(first)))
      return undefined;
    const range =
      first === ''
        ? { first: Math.max(0, size - Number(last)), last: size - 1 }
        : { first: Number(first), last: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
    if (range.first < size && range.first <= range.last) ranges.push(range);
  }
  return ranges.length > 0 ? ranges : 'unsatisfiable';
}
