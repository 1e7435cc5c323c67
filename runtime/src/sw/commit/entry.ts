import type { LedgerEntry, LedgerRequest } from '../../store/schema.ts';
import type { Download } from '../routes/routes.ts';

/** What may change in an entry while its download goes on. */
export type EntryChange = Partial<
  Pick<LedgerEntry, 'state' | 'title' | 'downloaded' | 'downloadTotal' | 'failureReason' | 'failures'>
>;

/** The entry of a download as its route describes it now, over what the ledger had. */
export function toEntry(
  download: Download,
  previous: LedgerEntry | undefined,
  change: EntryChange,
): LedgerEntry {
  const now = Date.now();
  return {
    title: download.title,
    downloaded: 0,
    downloadTotal: 0,
    failureReason: '',
    state: 'downloading',
    createdAt: now,
    ...previous,
    id: download.id,
    route: download.route.options.id,
    params: download.params,
    cacheName: download.route.strategy.cacheName,
    requests: download.requests.map(toLedgerRequest),
    failures: [],
    updatedAt: Math.max(now, (previous?.updatedAt ?? 0) + 1),
    ...change,
  };
}

function toLedgerRequest({ url, key, size, decodedSize }: LedgerRequest): LedgerRequest {
  return {
    url,
    key,
    ...(size === undefined ? {} : { size }),
    ...(decodedSize === undefined ? {} : { decodedSize }),
  };
}
