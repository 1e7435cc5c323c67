import type { Interval } from '../model.ts';
import { LARGEST_PART } from './chunks-of.ts';
import { createRequest } from './create-request.ts';
import { fetchPieces } from './fetch-pieces.ts';
import { isMixedContent } from './is-mixed-content.ts';
import type { Outcome, Transfer } from './job.ts';
import { missingIntervals } from './missing-intervals.ts';
import { probe } from './probe.ts';
import { MOST_ANSWERS, processResponse } from './process-response.ts';
import { isResumable, sizeOf } from './resource.ts';
import { restart, startAnew } from './start-anew.ts';
import { updateBackgroundFetchInstances } from './update-background-fetch-instances.ts';

/** As many answers as a refusal by CORS counts for. */
const REFUSAL = 3;

/**
 * One round of *complete a record*: asks for what is missing of it, or for the first part of that, and stores what comes.
 *
 * @see https://wicg.github.io/background-fetch/#complete-a-record-algorithm
 */
export async function attempt(transfer: Transfer): Promise<Outcome> {
  const { job } = transfer;
  // Deviation: as *fetch* would do in a page over HTTPS, whatever the origin is.
  if (isMixedContent(transfer.record.request.url)) return 'fetch-error';
  if (transfer.isWhole || !isResumable(transfer.record)) await startAnew(transfer);
  const { record } = transfer;
  // Let rangeStart be the length of responseData's bytes. If rangeStart is not 0, then add a range header to request.
  let part: Interval | undefined;
  if (record.stored > 0) {
    const { status = 0, headers } = record.response ?? {};
    const size = sizeOf(status, new Headers(headers)) ?? transfer.size ?? Number.POSITIVE_INFINITY;
    // After pieces there may be gaps.
    const missing = missingIntervals(await job.store.intervals(record), size);
    if (!missing[0]) return 'success';
    if (transfer.isPieces) return fetchPieces(transfer, missing);
    const { start, end } = missing[0];
    // Where pieces have failed, no more than may be in memory.
    const isAll = end === size && transfer.isPieces === undefined;
    part = { start, end: isAll ? Number.POSITIVE_INFINITY : Math.min(end, start + LARGEST_PART) };
  }
  return job.turns.run(record.key, () => fetchPart(transfer, part));
}

async function fetchPart(transfer: Transfer, part: Interval | undefined): Promise<Outcome> {
  const { job, record } = transfer;
  const { environment, store, signal } = job;
  const { method, body } = record.request;
  if (method !== 'GET') {
    // Note: if a request's method is not `GET`, reissuing the request may have unwanted side effects. One that a killed
    // worker had sent is known by its generation.
    if (record.generation > 0) return 'fetch-error';
    while (!environment.isOnline() && !signal.aborted) await environment.online(signal);
    if (signal.aborted) return 'aborted';
    await restart(transfer);
  }
  let response: Response;
  try {
    response = await environment.fetch(createRequest(transfer, part));
  } catch {
    return networkError(transfer, part);
  }
  if (body) {
    // "Process request body": increment bgFetch's uploaded.
    // Deviation: a service worker cannot see an upload's progress, so a body counts when it is answered.
    const change = ({ uploaded }: { uploaded: number }): { uploaded: number } => ({
      uploaded: uploaded + body.size,
    });
    job.fetch = (await store.update(record.key, change)) ?? job.fetch;
    updateBackgroundFetchInstances(job);
  }
  return processResponse(transfer, response, part?.start ?? 0);
}

/** "If response is a network error". */
async function networkError(transfer: Transfer, part: Interval | undefined): Promise<Outcome> {
  const { environment, signal } = transfer.job;
  // If response is an aborted network error, then set the result to "aborted", otherwise to "fetch-error".
  if (signal.aborted) return 'aborted';
  if (transfer.record.request.method !== 'GET') return 'fetch-error';
  const type = environment.isOnline() && (await probe(transfer));
  if (environment.isBlocked(transfer.record.request.url)) return 'fetch-error';
  // If the resource is temporarily unavailable and request's method is `GET`, then wait until it is not.
  if (!type) return 'unavailable';
  // What CORS refuses is asked for only once more: the network may have failed the first time.
  transfer.answers += type === 'opaque' ? REFUSAL : 1;
  if (transfer.answers <= MOST_ANSWERS) return 'unavailable';
  transfer.isWhole = true;
  return part ? 'redundant' : 'fetch-error';
}
