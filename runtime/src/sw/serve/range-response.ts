import { parseByteRange } from '../../shared/byte-range.ts';

/**
 * Answers a request from a complete cached response: the part that its `Range` header asks for as a 206, a 416 where
 * there is no such part, the response itself where there is no (or no usable) range.
 *
 * The body is sliced as a Blob, which the browser keeps on disk: memory stays flat.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14.2
 */
export async function createRangeResponse(request: Request, cached: Response): Promise<Response> {
  const header = request.headers.get('range');
  if (header === null || cached.status !== 200 || !validatorHolds(request, cached)) return cached;
  const body = await cached.blob();
  const range = parseByteRange(header, body.size);
  const headers = new Headers(cached.headers);
  headers.set('accept-ranges', 'bytes');
  if (range === undefined) return new Response(body, { headers });
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${body.size}` } });
  }
  const part = body.slice(range.first, range.last + 1, body.type);
  headers.set('content-range', `bytes ${range.first}-${range.last}/${body.size}`);
  headers.set('content-length', String(part.size));
  return new Response(part, { status: 206, statusText: 'Partial Content', headers });
}

/** A range with an `If-Range` that does not hold is answered with the whole. */
function validatorHolds(request: Request, cached: Response): boolean {
  const condition = request.headers.get('if-range');
  if (condition === null) return true;
  // Only a strong comparison will do, and a weak tag is never strong: RFC 9110, section 13.1.5.
  if (condition.startsWith('W/')) return false;
  return [cached.headers.get('etag'), cached.headers.get('last-modified')].includes(condition);
}
