import type { BackgroundFetchRecord } from '../../shared/background-fetch.ts';
import type { BackgroundFetchUpdateUIEvent } from '../../shared/background-fetch-events.ts';
import type { DownloadFailure } from '../../shared/download-snapshot.ts';
import type { LedgerRequest } from '../../store/schema.ts';
import type { RouteStrategy } from '../serve/route-strategy.ts';
import { type Fault, judgeHead, judgeSize } from './judge-response.ts';
import { repairResponse } from './repair-response.ts';

/** Where a record goes. */
export interface Destination {
  strategy: RouteStrategy;
  /** The download's request that the record answers; undefined for one that no route knows. */
  wanted: LedgerRequest | undefined;
  /** The strategy's cache, opened. */
  cache: Cache;
}

/**
 * Stores one record under the key that its download has for it, and takes it out again where its size is wrong.
 *
 * @returns what is wrong with it, where it is not stored.
 */
export async function storeRecord(
  event: BackgroundFetchUpdateUIEvent,
  record: BackgroundFetchRecord,
  destination: Destination,
): Promise<DownloadFailure | undefined> {
  const fault = await store(event, record, destination);
  return fault && { url: record.request.url, ...fault };
}

async function store(
  event: BackgroundFetchUpdateUIEvent,
  record: BackgroundFetchRecord,
  destination: Destination,
): Promise<Fault | undefined> {
  const { request } = record;
  const { strategy, wanted, cache } = destination;
  const cacheKey = wanted?.key ?? request.url;
  let response: Response | undefined;
  try {
    response = await record.responseReady;
    const fault = judgeHead(request, response, wanted);
    if (fault) return fault;
    const repaired = repairResponse(response);
    if (await strategy.store({ event, request, response: repaired, cacheKey, cache }))
      return await checkStored(event, request, response, destination);
    return { reason: response.status === 200 ? 'refused' : 'bad-status', status: response.status };
  } catch (error) {
    return { reason: reasonOf(error, event), ...(response && { status: response.status }) };
  }
}

/** Looks at the size of what has been stored, and takes it out again where it is wrong. */
async function checkStored(
  event: BackgroundFetchUpdateUIEvent,
  request: Request,
  { headers, status }: Response,
  { strategy, wanted, cache }: Destination,
): Promise<Fault | undefined> {
  const { result, failureReason } = event.registration;
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  // The browser has held the body against its Content-Length; only where that does not settle it are the bytes counted.
  if (result === 'success' && (wanted?.size === undefined || length === String(wanted.size)))
    return undefined;
  const key = await strategy.effectiveKey(event, request.url, wanted?.key ?? request.url);
  const size = (await (await cache.match(key, { ignoreVary: true }))?.blob())?.size;
  // Chromium gives the record that went over the total as a 200 with an empty body.
  const isCut = failureReason !== '' && size === 0 && wanted?.size !== 0;
  const received = isCut ? Number(length) || undefined : size;
  const fault = wanted && judgeSize(request, { headers, status }, wanted, received);
  if (!fault && !isCut) return undefined;
  await cache.delete(key, { ignoreVary: true });
  return fault ?? { reason: failureReason as Fault['reason'], status };
}

function reasonOf(error: unknown, { registration }: BackgroundFetchUpdateUIEvent): Fault['reason'] {
  if ((error as Partial<Error> | undefined)?.name === 'QuotaExceededError') return 'quota-exceeded';
  // Why a record has no response, browsers tell of the whole background fetch alone; a status it would have.
  const { failureReason } = registration;
  return failureReason === '' || failureReason === 'bad-status' ? 'fetch-error' : failureReason;
}
