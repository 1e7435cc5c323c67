import type { BackgroundFetchRecord, BackgroundFetchUpdateUIEvent } from '../shared/background-fetch.ts';
import type { LedgerRequest } from '../store/schema.ts';
import type { BackgroundFetchStrategy } from './background-fetch-strategy.ts';
import { repairResponse } from './repair-response.ts';

/** Where a record goes. */
export interface Destination {
  strategy: BackgroundFetchStrategy;
  /** The download's request that the record answers; undefined for one that no route knows. */
  wanted: LedgerRequest | undefined;
  /** The strategy's cache, opened. */
  cache: Cache;
}

/**
 * Stores one record under the key that its download has for it, and takes it out again where its size is wrong.
 *
 * @throws what the record's response or `cache.put` rejects with; DOMException `DataError` for a wrong size, and
 * `NotSupportedError` where the strategy's plugins (by default: any status but 200) refuse it.
 */
export async function storeRecord(
  event: BackgroundFetchUpdateUIEvent,
  record: BackgroundFetchRecord,
  { strategy, wanted, cache }: Destination,
): Promise<void> {
  const { request } = record;
  const cacheKey = wanted?.key ?? request.url;
  const response = repairResponse(request, await record.responseReady);
  const lengthHeader = response.headers.get('content-length');
  if (!(await strategy.store({ event, request, response, cacheKey, cache }))) {
    throw new DOMException(request.url, 'NotSupportedError');
  }
  const { result, failureReason } = event.registration;
  // The browser has held the body against its Content-Length; only where that does not settle it are the bytes counted.
  const isCertain =
    result === 'success' && (wanted?.size === undefined || lengthHeader === String(wanted.size));
  if (isCertain) return;
  const key = await strategy.effectiveKey(event, request.url, cacheKey);
  const size = (await (await cache.match(key, { ignoreVary: true }))?.blob())?.size;
  // Chromium gives the record that went over the total as a 200 with an empty body.
  const isWrong = wanted?.size === undefined ? failureReason !== '' && size === 0 : size !== wanted.size;
  if (!isWrong) return;
  await cache.delete(key, { ignoreVary: true });
  throw new DOMException(request.url, 'DataError');
}
