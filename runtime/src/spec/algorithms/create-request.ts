import type { Interval } from '../model.ts';
import { toRequest } from '../request-data.ts';
import type { Transfer } from './job.ts';
import { validatorOf } from './resource.ts';

/**
 * The request for a record, or for a part of its resource.
 *
 * @param part - its end is Infinity for all of the rest.
 */
export function createRequest(
  { job, record }: Transfer,
  part?: Interval,
  signal: AbortSignal = job.signal,
): Request {
  const { request, response } = record;
  const headers = [...request.headers];
  if (part) {
    // "Add a range header".
    const last = part.end < Number.POSITIVE_INFINITY ? part.end - 1 : '';
    headers.push(['range', `bytes=${part.start}-${last}`]);
    const validator = validatorOf(new Headers(response?.headers));
    // Between origins it would take a CORS preflight, which servers of plain files refuse.
    const isOurs = [request, response].every((of) => of && new URL(of.url).origin === job.environment.origin);
    if (validator && isOurs) headers.push(['if-range', validator]);
  }
  // Deviation: no keepalive, for which browsers take 64 KB at most. A service worker's own requests pass its handlers.
  return new Request(
    toRequest({
      ...request,
      headers,
      // What is stored for good need not fill the HTTP cache; Chromium's engine passes it as well.
      cache: 'no-store',
      // Deviation: not enforced, nor is it by Chromium. It cannot be for parts, and holds a whole body back in memory.
      integrity: '',
    }),
    { signal },
  );
}
