import { backgroundFetchOf } from '../../shared/background-fetch.ts';
import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { commitOf } from '../commit/commit.ts';
import { toEntry } from '../commit/entry.ts';
import { takeInventory } from '../commit/inventory.ts';
import { downloads, toSnapshot } from '../ledger/downloads.ts';
import type { ResolvedDownload } from '../routes/routes.ts';

declare const self: ServiceWorkerGlobalScope;

/** Writes down what the browser has just taken, unless its end has been faster. */
export async function noteStart(
  download: ResolvedDownload,
  title: string | undefined,
  event: ExtendableEvent,
): Promise<DownloadSnapshot> {
  const registration = await backgroundFetchOf(self.registration)?.get(download.id);
  const { storedBytes } = await takeInventory(download.route.strategy, download.requests, event);
  const previous = await downloads.get(download.id);
  const total = registration?.downloadTotal ?? 0;
  const entry = toEntry(download, previous, {
    state: 'downloading',
    ...(title === undefined ? {} : { title }),
    failureReason: '',
    downloaded: storedBytes,
    downloadTotal: total > 0 ? storedBytes + total : 0,
  });
  const hasEnded = registration?.result !== '' || commitOf(download.id) !== undefined;
  if (hasEnded && previous) return toSnapshot(previous);
  await downloads.put(entry);
  return toSnapshot(entry);
}
