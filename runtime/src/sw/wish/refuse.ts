import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { forget } from '../commit/forget.ts';
import { downloads, toSnapshot } from '../ledger/downloads.ts';
import type { Download } from '../routes/routes.ts';

/**
 * Notes that a download which waits is not started: it is asked for again later, where its route has that, or is what it was before it was
 * asked for. Where nothing was known of it, it is forgotten. In turn.
 *
 * @param code - why: the code of the error.
 * @returns the download where it waits, has been aborted, or does not wait any more, since another page has started it, and perhaps it has
 * ended.
 */
export async function refuse(
  id: string,
  download: Omit<Download, 'files'> | undefined,
  code?: string,
): Promise<DownloadSnapshot | undefined> {
  const entry = await downloads.get(id);
  if (!entry) return undefined;
  const { state, before } = entry;
  const next = await download?.route.queue?.refuse(download, entry, code);
  if (next || state !== 'waiting') return toSnapshot(next || entry);
  if (before) await downloads.settle({ ...before });
  else await forget(entry);
  return undefined;
}
