import type { FetchReader } from '../backend.ts';
import type { BackgroundFetch, FetchRecord } from '../model.ts';
import { recordsOf } from './records-of.ts';
import { requestMatchesCachedItem } from './request-matches-cached-item.ts';

/** What *matchAll()* looks for. */
export interface RecordQuery {
  /** Undefined for all. */
  info: Request | string | undefined;
  options: CacheQueryOptions;
  /** No more records than that are looked for. */
  limit: number;
}

/**
 * The records of a background fetch that match, in the order of their requests.
 *
 * @throws TypeError for a bad URL; DOMException `InvalidStateError` where its records are not available
 * @see https://wicg.github.io/background-fetch/#background-fetch-registration-match-all at commit a1f0bc2
 */
export async function matchRecords(
  store: FetchReader,
  { key, recordsAvailable }: BackgroundFetch,
  { info, options, limit }: RecordQuery,
): Promise<FetchRecord[]> {
  // If this's records available flag is unset, return a promise rejected with an InvalidStateError DOMException.
  if (!recordsAvailable) throw new DOMException('The records are not available', 'InvalidStateError');
  const query = info === undefined || info instanceof Request ? info : new Request(info);
  const matching: FetchRecord[] = [];
  // For each record of this's background fetch's records: if request matches cached item returns true, then append record to
  // matchingRecords.
  for await (const record of recordsOf(store, key)) {
    if (!query || requestMatchesCachedItem(query, record.request, record.response, options)) {
      matching.push(record);
    }
    if (matching.length === limit) break;
  }
  return matching;
}
