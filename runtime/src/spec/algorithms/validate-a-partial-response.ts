import type { ResponseData } from '../model.ts';
import { extractContentRangeValues } from './extract-content-range-values.ts';
import { sizeOf } from './resource.ts';

/**
 * Validate a partial response: whether a 206 is what was asked for, and belongs to the response before.
 *
 * @see https://wicg.github.io/background-fetch/#validate-partial-response-algorithm
 */
export function validateAPartialResponse(
  expectedRangeStart: number,
  { headers }: Pick<Response, 'headers'>,
  previousResponse: ResponseData | null = null,
): boolean {
  // 2. Let responseFirstBytePos and responseCompleteLength be the result of extracting content-range values from
  //    partialResponse. If this fails, then return invalid.
  // 3. If responseFirstBytePos does not equal expectedRangeStart, then return invalid.
  const range = extractContentRangeValues(headers);
  if (range?.first !== expectedRangeStart) return false;
  // 4. If previousResponse is not null, then:
  if (!previousResponse) return true;
  // 4.1. For headerName of « `ETag`, `Last-Modified` »: if previousResponse has it and the combined values are not
  //      equal, then return invalid.
  const previous = new Headers(previousResponse.headers);
  for (const name of ['etag', 'last-modified']) {
    const value = previous.get(name);
    if (value !== null && value !== headers.get(name)) return false;
  }
  // 4.2. If previousResponse's status is 206, and previousResponseCompleteLength is not null, and
  //      responseCompleteLength does not equal it, then return invalid.
  // Deviation: the Content-Length of a 200 tells the complete length as well, and a coded part has other bytes.
  const size = sizeOf(previousResponse.status, previous);
  return (size === undefined || size === range.size) && !headers.has('content-encoding');
}
