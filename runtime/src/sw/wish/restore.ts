import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { forget } from '../commit/forget.ts';
import { downloads, toSnapshot } from '../ledger/downloads.ts';

/**
 * Makes a download that waits what it was before it was asked for: where nothing was known of it, it is forgotten.
 *
 * @returns the download where it does not wait, since another page has started it, and perhaps it has ended.
 */
export async function restore(id: string): Promise<DownloadSnapshot | undefined> {
  const entry = await downloads.get(id);
  if (entry?.state !== 'waiting') return entry && toSnapshot(entry);
  if (entry.before) await downloads.settle({ ...entry.before });
  else await forget(entry);
  return undefined;
}
