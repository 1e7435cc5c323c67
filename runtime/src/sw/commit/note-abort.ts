import type { BackgroundFetchUpdateUIEvent } from '../../shared/background-fetch-events.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Download } from '../routes/routes.ts';
import { toEntry } from '../routes/to-entry.ts';
import { isRunning } from '../running.ts';
import { inTurn } from './in-turn.ts';

/**
 * A download without an entry has been removed while it ran; one that runs has been started again since; and one that has come to its end
 * has had another start, which is what has been aborted.
 */
export async function noteAbort(
  event: BackgroundFetchUpdateUIEvent,
  download: Download,
): Promise<LedgerEntry | undefined> {
  const { id } = download;
  return inTurn(id, async () => {
    const previous = await downloads.get(id);
    if (!previous || (await download.route.queue?.keep(event, download, previous))) return undefined;
    if (await isRunning(id)) return undefined;
    const { state, failureReason } = previous;
    if (state === 'stored' || (state === 'failed' && failureReason !== 'lost')) return undefined;
    return downloads.settle(toEntry(download, previous, { state: 'aborted', failureReason: 'aborted' }));
  });
}
