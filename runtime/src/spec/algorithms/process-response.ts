import type { FetchRecord } from '../model.ts';
import { extractContentRangeValues } from './extract-content-range-values.ts';
import type { Outcome, Transfer } from './job.ts';
import { hasOwnRange } from './resource.ts';
import { retryAfter } from './retry-after.ts';
import { startAnew } from './start-anew.ts';
import { storeABody } from './store-a-body.ts';
import { validateAPartialResponse } from './validate-a-partial-response.ts';

/** So often is a server asked again that answers with an error, or answers nothing but a probe. */
export const MOST_ANSWERS = 5;

/** What a server says that may soon do better. */
const UNAVAILABLE: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

/**
 * Decides what a response is good for, and stores it where it is good.
 *
 * @param start - where the bytes that were asked for begin; 0 where it was not a part.
 * @see https://wicg.github.io/background-fetch/#complete-a-record-algorithm "process response"
 */
export async function processResponse(
  transfer: Transfer,
  response: Response,
  start: number,
): Promise<Outcome> {
  const outcome = judge(transfer, response, start);
  if (outcome) {
    response.body?.cancel().catch(() => undefined);
    return outcome;
  }
  const isNext = start > 0 && response.status === 206;
  // Otherwise: set responseData's result to "redundant". Set record's response data to a new background fetch response.
  if (!isNext) await startAnew(transfer);
  return storeABody(transfer, response, isNext ? start : 0);
}

/** The outcome of a response that is not to be stored. */
function judge(transfer: Transfer, { status, headers, ok }: Response, start: number): Outcome {
  const { job, record } = transfer;
  const { request, response } = record;
  if (hasOwnRange(request)) {
    // Deviation: as in Chromium, a range of the caller's own needs a 206, and may be any.
    if (ok && status !== 206) return 'fetch-error';
  } else if (status === 206) {
    // If response's status is 206 and validate a partial response returns invalid, set the result to "fetch-error".
    // Deviation: it only is a part of something else than what is stored, so all of it is fetched anew.
    if (validateAPartialResponse(start, { headers }, start > 0 ? response : null)) {
      transfer.size = extractContentRangeValues(headers)?.size;
      return '';
    }
    transfer.isWhole = !headers.has('content-range');
    return start > 0 ? 'redundant' : 'fetch-error';
  }
  // Deviation: such a resource is taken as temporarily unavailable, too; in the end its response is stored as it is.
  if (UNAVAILABLE.includes(status) && request.method === 'GET' && ++transfer.answers <= MOST_ANSWERS) {
    transfer.retryAfter = retryAfter(headers.get('retry-after'), job.environment.now());
    return 'unavailable';
  }
  // Deviation: nothing behind what is stored means that it is all there, or that it is of something else.
  if (start > 0 && status === 416) return isAll(record, headers) ? 'success' : 'redundant';
  return '';
}

function isAll({ stored, available }: FetchRecord, headers: Headers): boolean {
  const size = /\*\/(\d+)/.exec(headers.get('content-range') ?? '')?.[1];
  return stored === available && size !== undefined && stored === Number(size);
}
