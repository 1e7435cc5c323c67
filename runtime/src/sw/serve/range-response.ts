import { type ByteRange, parseByteRanges } from '../../shared/byte-range.ts';

/**
 * The part of a stored response that a `Range` header asks for, as a 206, several of them as `multipart/byteranges`, a 416 where there is no such part,
 * the response itself where there is no usable range.
 *
 * The body is sliced as a Blob, which the browser keeps on disk: memory stays flat.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14
 */
export async function createRangeResponse(range: string, stored: Response): Promise<Response> {
  const body = await stored.blob();
  const { size } = body;
  const headers = new Headers(stored.headers);
  headers.set('accept-ranges', 'bytes');
  const ranges = parseByteRanges(range, size);
  if (ranges === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
  // Parts that overlap may be more than the whole.
  const [only, ...others] = ranges ?? [];
  if (!ranges || !only || lengthOf(ranges) > size) return new Response(body, { headers });
  const partOf = ({ first, last }: ByteRange): Blob => body.slice(first, last + 1, body.type);
  const rangeOf = ({ first, last }: ByteRange): string => `bytes ${first}-${last}/${size}`;
  let part = partOf(only);
  if (others.length === 0) headers.set('content-range', rangeOf(only));
  else {
    const boundary = crypto.randomUUID();
    const type = headers.get('content-type');
    const head = (one: ByteRange): string =>
      `\r\n--${boundary}\r\n${type === null ? '' : `Content-Type: ${type}\r\n`}Content-Range: ${rangeOf(one)}\r\n\r\n`;
    part = new Blob([...ranges.flatMap((one) => [head(one), partOf(one)]), `\r\n--${boundary}--\r\n`]);
    headers.set('content-type', `multipart/byteranges; boundary=${boundary}`);
  }
  headers.set('content-length', String(part.size));
  return new Response(part, { status: 206, statusText: 'Partial Content', headers });
}

function lengthOf(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}
