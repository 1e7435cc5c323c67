import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { takeInventory } from '../commit/inventory.ts';
import { downloads, toSnapshot } from '../ledger/downloads.ts';
import { isOpen } from '../ledger/is-open.ts';
import { refusal } from '../refusal.ts';
import type { Download } from '../routes/routes.ts';
import { toEntry } from '../routes/to-entry.ts';
import { fetchOf } from '../running.ts';

/**
 * Writes down that the browser has taken what a page has started, unless its end has been faster. What runs although another page has called
 * it off, paused it, removed it or brought it to its end while the browser was asked is aborted. In turn.
 *
 * @throws Refusal `removed`
 */
export async function noteStart(
  download: Omit<Download, 'files'>,
  event: ExtendableEvent,
): Promise<DownloadSnapshot> {
  const { id, route } = download;
  const [previous, files] = await downloads.getWithFiles(id);
  const registration = await fetchOf(id);
  if (previous?.state !== 'waiting' || route.queue?.isPaused(previous)) {
    if (registration?.result === '' && !(previous && isOpen(previous))) await registration.abort();
    if (!previous) throw refusal('removed', { id });
    return toSnapshot(previous);
  }
  const total = registration?.downloadTotal ?? 0;
  const { storedBytes } = await takeInventory({ route, files }, event);
  const entry = toEntry(download, previous, {
    state: 'downloading',
    downloaded: storedBytes,
    downloadTotal: total && storedBytes + total,
  });
  return toSnapshot(await downloads.put(entry));
}
