import type { DownloadRetry } from '../../shared/download-snapshot.ts';
import type { FetchRow, LedgerEntry } from '../../store/schema.ts';
import { batchIdOf } from '../batch/batch-id.ts';
import { changeWaiting } from '../batch/change-waiting.ts';
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

/** Has downloads that wait come together when one of the others has ended. */
export async function postpone(ids: readonly string[], title: string | undefined): Promise<LedgerEntry[]> {
  const batch = { id: await batchIdOf(ids), title, share: 0 };
  const entries = ids.map((id) => changeWaiting(id, (entry) => waitForOthers({ ...entry, batch })));
  return (await Promise.all(entries)).filter((entry) => entry !== undefined);
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
