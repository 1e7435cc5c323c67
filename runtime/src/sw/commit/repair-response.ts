/**
 * Makes a record's response one that Cache Storage takes, that a navigation takes, and that tells the truth about its body:
 *
 * - a 206 becomes a 200, and `Vary: *` goes: `cache.put` refuses both;
 * - one that was redirected forgets it, since a navigation that is answered with it would fail;
 * - the length and encoding of a compressed transfer go, since the body is decoded.
 */
export function repairResponse(response: Response): Response {
  const { status, redirected } = response;
  const isPartial = status === 206;
  const isEncoded = response.headers.has('content-encoding');
  const varies = /(?:^|,)\s*\*/.test(response.headers.get('vary') ?? '');
  if (!isPartial && !isEncoded && !varies && !redirected) return response;
  const headers = new Headers(response.headers);
  if (isPartial) headers.delete('content-range');
  if (varies) headers.delete('vary');
  if (isEncoded) {
    headers.delete('content-encoding');
    headers.delete('content-length');
  }
  return new Response(response.body, { status: isPartial ? 200 : status, headers });
}
