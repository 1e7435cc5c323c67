import type { RecordChange } from '../fetch-store.ts';
import { CHUNK, chunksOf, wholeOf } from './chunks-of.ts';
import type { Outcome, Transfer } from './job.ts';
import { hasOwnRange, isResumable, sizeOf, toResponseData } from './resource.ts';
import { storeBytes } from './store-bytes.ts';

/**
 * Milliseconds in which a chunk has to come if the rest is to be fetched in pieces side by side, and a whole body if the
 * next one is to be read at once where it is short.
 */
const QUICK = 1000;

/** Bytes that have to be missing behind it then. */
const LARGE = 2 * CHUNK;

/**
 * Stores the body of a response as it comes: its head with the first bytes, its result with the last. What comes quickly
 * is left for pieces: WebKit reads a stream ahead of its reader without end, all of it in memory.
 *
 * @param start - where in the resource its first byte belongs.
 * @see https://wicg.github.io/background-fetch/#complete-a-record-algorithm "process response"
 */
export async function storeABody(transfer: Transfer, response: Response, start: number): Promise<Outcome> {
  const { job } = transfer;
  const { environment, signal } = job;
  let began = environment.now();
  let offset = start;
  let change: RecordChange = {};
  // If rangeStart is 0 or response's status is not 206, then set responseData's response to a copy of response except
  // for its body.
  if (start === 0) change.response = toResponseData(response);
  if (!response.ok) {
    // Deviation: as in Chromium, what a server sends with an error is not stored.
    response.body?.cancel().catch(() => undefined);
    change.result = 'bad-status';
    return (await storeBytes(transfer, 0, new Uint8Array(), change)) || change.result;
  }
  const length = (sizeOf(response.status, response.headers) ?? Number.POSITIVE_INFINITY) - start;
  const isAtOnce = job.isQuick && !transfer.failures && length <= CHUNK;
  for await (const { data, end } of isAtOnce ? wholeOf(response) : chunksOf(response.body, environment)) {
    if (signal.aborted) return 'aborted';
    const took = environment.now() - began;
    const outcome = end && outcomeOf(end, transfer, response, start, offset + data.length);
    if (outcome && outcome !== 'unavailable') change.result = outcome;
    const failure = await storeBytes(transfer, offset, data, change);
    if (failure) return failure;
    if (end) job.isQuick = took < QUICK && offset === start;
    if (outcome !== undefined) return outcome;
    offset += data.length;
    if (data.length >= CHUNK && took < QUICK && isLarge(transfer, response, offset)) {
      transfer.isPieces = true;
      return '';
    }
    change = {};
    began = environment.now();
  }
  return '';
}

/** What the end of a body means for its record. */
function outcomeOf(
  end: 'done' | 'cut',
  { record }: Transfer,
  { status, headers, type }: Response,
  start: number,
  offset: number,
): Outcome {
  const { request } = record;
  const isGet = request.method === 'GET';
  // If stream becomes errored: if the resource is temporarily unavailable and request's method is `GET`, then wait until
  // it is not. Otherwise, set the result to "fetch-error".
  if (end === 'cut') return isGet ? 'unavailable' : 'fetch-error';
  // If the bytes transmission is done normally: if response's status is 206, and completeLength is the length of
  // responseData's bytes, set the result to "success". (The next attempt finds out whether any are missing.)
  if (status === 206 && !hasOwnRange(request)) return offset > start ? '' : 'unavailable';
  // Deviation: browsers do not always tell a body that was cut off from one that has ended. Of another origin's
  // response one cannot know whether the length is that of the decoded body.
  const size = sizeOf(200, headers);
  if (isGet && type !== 'cors' && size && offset < size) return 'unavailable';
  // Otherwise, to "success".
  return 'success';
}

/** Whether so much is missing, of a resource whose parts can be had, that pieces are worth it. */
function isLarge({ record, isPieces }: Transfer, { status, headers }: Response, offset: number): boolean {
  const hasRanges = status === 206 || headers.get('accept-ranges') === 'bytes';
  const missing = (sizeOf(status, headers) ?? 0) - offset;
  const isGet = record.request.method === 'GET';
  return isPieces === undefined && hasRanges && missing > LARGE && isGet && isResumable(record);
}
