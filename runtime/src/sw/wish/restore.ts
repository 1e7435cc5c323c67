import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { forget } from '../commit/forget.ts';
import { downloads, toSnapshot } from '../ledger/downloads.ts';
import type { Download } from '../routes/routes.ts';

/**
 * Notes that a download which waits is not started: it is asked for again later, where its route has that, or is what it was before.
 *
 * @param code - why: the code of the error.
 * @returns the download where it waits, has been aborted, or does not wait any more, since another page has started it.
 */
export async function refuse(
  id: string,
  download: Omit<Download, 'files'> | undefined,
  code = '',
): Promise<DownloadSnapshot | undefined> {
  const entry = await downloads.get(id);
  const next = entry && (await download?.route.queue?.refuse(download, entry, code));
  return next ? toSnapshot(next) : restore(id);
}

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
