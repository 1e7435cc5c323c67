import type { DownloadRetry } from '../../shared/download-snapshot.ts';
import type { FetchRow, LedgerEntry } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';

/** Writes down that a download waits for one of the others to end. */
export function waitForOthers(entry: LedgerEntry): Promise<LedgerEntry> {
  const { attempt = 0, since = Date.now() } = entry.retry ?? {};
  return wait(entry, { ...entry.retry, attempt, at: 0, since });
}

/** Writes down that a download waits, for any page to start it. */
export function wait(entry: LedgerEntry, retry: DownloadRetry): Promise<LedgerEntry> {
  const { id, wanted } = entry;
  return downloads.put({ ...entry, state: 'waiting', retry }, ({ fetches }) => {
    fetches.put({
      id,
      downloads: [{ id, set: wanted }],
      client: '',
      startedAt: Date.now(),
    } satisfies FetchRow);
  });
}
