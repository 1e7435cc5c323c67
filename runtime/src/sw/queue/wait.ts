import type { DownloadRetry } from '../../shared/download-snapshot.ts';
import type { FetchRow, LedgerEntry } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Obstacle } from './conditions.ts';

/**
 * Writes down that a download waits for one of the others to end.
 *
 * @param obstacle - what it waits for instead.
 */
export function waitForOthers(entry: LedgerEntry, obstacle?: Obstacle): Promise<LedgerEntry> {
  const { attempt = 0, since = Date.now() } = entry.retry ?? {};
  return wait(entry, { ...entry.retry, attempt, at: 0, since, for: obstacle });
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
