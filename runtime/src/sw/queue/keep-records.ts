import type { BackgroundFetchUpdateUIEvent } from '../../shared/background-fetch-events.ts';
import { canonicalHref } from '../../shared/canonical-url.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { settle } from '../commit/settle.ts';
import { storeRecord } from '../commit/store-record.ts';
import { downloads } from '../ledger/downloads.ts';
import { isPaused } from '../ledger/is-paused.ts';
import type { Download } from '../routes/routes.ts';
import { endHalt, isHalted } from './halted.ts';

/**
 * Stores what a background fetch has brought that was aborted since its download was paused: browsers give the records that are complete. In
 * turn.
 *
 * @returns whether the abort was for a pause. It is none of the download then.
 */
export async function keepRecords(
  event: BackgroundFetchUpdateUIEvent,
  found: Omit<Download, 'files'>,
  entry: LedgerEntry,
): Promise<boolean> {
  const { id, state } = entry;
  try {
    // It may have been resumed before the event has come.
    const isOfPause = isPaused(entry) || (isHalted(id) && state === 'waiting');
    if (isOfPause) await keep(event, found, entry);
    return isOfPause;
  } finally {
    endHalt(id);
  }
}

async function keep(
  event: BackgroundFetchUpdateUIEvent,
  found: Omit<Download, 'files'>,
  entry: LedgerEntry,
): Promise<void> {
  const files = await downloads.getFiles(entry, entry.wanted);
  const { route } = found;
  const wanted = new Map(files.map((file) => [canonicalHref(file.request.url), file]));
  const cache = await caches.open(route.storage.cacheName);
  const records = await event.registration.matchAll().catch(() => []);
  const justStored = new Set<string>();
  for (const record of records) {
    const file = wanted.get(canonicalHref(record.request.url));
    const isWhole = await record.responseReady.then(
      ({ ok }) => ok,
      () => false,
    );
    if (!file || !isWhole) continue;
    if (!(await storeRecord(event, record, { route, wanted: file, cache }))) justStored.add(file.key);
  }
  // Nothing may be missing any more.
  if (isPaused(entry) && files.length > 0)
    await settle({ ...found, files }, event, { failureReason: 'aborted', justStored });
}
