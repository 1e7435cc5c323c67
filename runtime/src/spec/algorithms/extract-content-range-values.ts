import { type ContentRange, parseContentRange } from '../../shared/content-range.ts';

/**
 * Extract content-range values.
 *
 * @returns undefined for failure.
 * @see https://wicg.github.io/background-fetch/#extract-content-range-values-algorithm
 */
export function extractContentRangeValues(headers: Headers): ContentRange | undefined {
  // 1. If the header list does not contain `Content-Range`, then return failure.
  // 2.–8. Parse it per single byte content-range.
  // Deviation: the specification's ABNF has "bytes=", which no server sends; RFC 9110 14.4 has "bytes ".
  return parseContentRange(headers.get('content-range') ?? '');
}
