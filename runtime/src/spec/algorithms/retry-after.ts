/** Milliseconds: a server that wants more is asked again all the same. */
const MOST = 3_600_000;

/**
 * Reads `Retry-After`: seconds or a date.
 *
 * @param now - milliseconds since the epoch.
 * @returns milliseconds; 0 where there is none that can be read.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfter(header: string | null, now: number): number {
  const wait = Number(header) * 1000 || Date.parse(header ?? '') - now;
  return Math.min(Math.max(wait, 0), MOST) || 0;
}
