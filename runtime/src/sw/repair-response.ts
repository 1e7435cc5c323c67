import { parseContentRange } from '../shared/content-range.ts';

/**
 * Makes a record's response one that Cache Storage takes and that tells the truth about its body: a 206 becomes a 200
 * (`cache.put` refuses it), and the length and encoding of a compressed transfer go, since the body is decoded.
 *
 * @throws DOMException `DataError` where a 206 that nobody asked for holds only a part.
 */
export function repairResponse(request: Request, response: Response): Response {
  const isPartial = response.status === 206;
  const isEncoded = response.headers.has('content-encoding');
  if (!isPartial && !isEncoded) return response;
  const headers = new Headers(response.headers);
  if (isPartial) {
    const range = parseContentRange(headers.get('content-range') ?? '');
    const isWhole = range?.first === 0 && range.last + 1 === range.size;
    if (!isWhole && !request.headers.has('range')) {
      throw new DOMException(request.url, 'DataError');
    }
    headers.delete('content-range');
  }
  if (isEncoded) {
    headers.delete('content-encoding');
    headers.delete('content-length');
  }
  return new Response(response.body, { status: isPartial ? 200 : response.status, headers });
}
