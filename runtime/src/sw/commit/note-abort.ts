import { backgroundFetchOf } from '../../shared/background-fetch.ts';
import type { BackgroundFetchEvent } from '../../shared/background-fetch-events.ts';
import { downloads } from '../ledger/downloads.ts';
import type { ResolvedDownload } from '../routes/routes.ts';
import { toEntry } from './entry.ts';

declare const self: ServiceWorkerGlobalScope;

/** A download without an entry has been removed while it ran; one that runs has been started again since. */
export async function noteAbort(_event: BackgroundFetchEvent, download: ResolvedDownload): Promise<void> {
  const previous = await downloads.get(download.id);
  const isRunning = (await backgroundFetchOf(self.registration)?.get(download.id))?.result === '';
  if (previous && !isRunning)
    await downloads.put(toEntry(download, previous, { state: 'aborted', failureReason: 'aborted' }));
}
