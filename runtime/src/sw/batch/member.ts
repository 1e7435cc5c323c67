import type { BackgroundFetchRecord, BackgroundFetchRegistration } from '../../shared/background-fetch.ts';
import type { LedgerEntry } from '../../store/schema.ts';

/** What of a background fetch is for one of its downloads, as if that had one of its own. */
export type Member = Omit<BackgroundFetchRegistration, keyof EventTarget> & BackgroundFetchRegistration;

/**
 * Shows the part of a background fetch that is for one of its downloads.
 *
 * @param abort - has it leave the others.
 */
export function memberOf(
  registration: BackgroundFetchRegistration,
  { id, batch }: Pick<LedgerEntry, 'id' | 'batch'>,
  abort: () => Promise<boolean>,
): Member {
  const { result, failureReason, recordsAvailable, downloaded, downloadTotal } = registration;
  const part = (bytes: number): number => Math.round(bytes * (batch?.share ?? 1));
  return Object.assign(new EventTarget(), {
    id,
    result,
    failureReason,
    recordsAvailable,
    downloaded: part(downloaded),
    downloadTotal: part(downloadTotal),
    uploaded: 0,
    uploadTotal: 0,
    abort,
    match: (request: RequestInfo, options?: CacheQueryOptions): Promise<BackgroundFetchRecord | undefined> =>
      registration.match(request, options),
    matchAll: (request?: RequestInfo, options?: CacheQueryOptions): Promise<BackgroundFetchRecord[]> =>
      registration.matchAll(request, options),
  });
}
