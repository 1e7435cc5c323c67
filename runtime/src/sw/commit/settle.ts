import { canonicalHref } from '../../shared/canonical-url.ts';
import type { DownloadFailure, DownloadFailureReason } from '../../shared/download-snapshot.ts';
import type { LedgerEntry, LedgerRequest } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Download } from '../routes/routes.ts';
import { deleteUnused } from './delete-unused.ts';
import { toEntry } from './entry.ts';
import { takeInventory } from './inventory.ts';

/** Beyond that a list of failures says no more. */
const MOST_FAILURES = 100;

/** What is known of the end of a download. */
export interface Ending {
  /** Why it has failed, where files are missing. */
  failureReason: DownloadFailureReason;
  failures?: DownloadFailure[];
  /** Keys that are known to be in the cache. */
  justStored?: ReadonlySet<string>;
}

/**
 * Writes the state that follows from what is in the cache: `stored` where nothing is missing, otherwise `failed`,
 * for the reason given. A complete set replaces the one before, whose files go.
 */
export async function settle(
  download: Download,
  event: ExtendableEvent,
  { failureReason, failures = [], justStored }: Ending,
): Promise<LedgerEntry> {
  const previous = await downloads.get(download.id);
  const { missing, storedBytes } = await takeInventory(
    download.route.strategy,
    download.requests,
    event,
    justStored,
  );
  const isStored = missing.length === 0;
  const sum = sumOf(download.requests);
  const total = sum ?? previous?.downloadTotal ?? 0;
  const whole = sum ?? Math.max(storedBytes, previous?.downloaded ?? 0);
  const entry = toEntry(download, previous, {
    state: isStored ? 'stored' : 'failed',
    failureReason: isStored ? '' : failureReason,
    failures: isStored
      ? []
      : [...failures, ...untold(missing, failures, failureReason)].slice(0, MOST_FAILURES),
    downloaded: isStored ? whole : storedBytes,
    downloadTotal: isStored ? whole : total,
  });
  if (isStored) entry.complete = entry.requests;
  await downloads.put(entry);
  if (isStored && previous) {
    // Where the route's cache has another name by now, nothing of the old one is kept.
    const kept = new Set(entry.cacheName === previous.cacheName ? entry.requests.map(({ key }) => key) : []);
    const before = [...(previous.complete ?? []), ...previous.requests];
    await deleteUnused(
      previous.cacheName,
      before.filter(({ key }) => !kept.has(key)),
    );
  }
  return entry;
}

/** What is missing although nothing was said of it: browsers have no record of some requests. */
function untold(
  missing: readonly LedgerRequest[],
  failures: readonly DownloadFailure[],
  failureReason: DownloadFailureReason,
): DownloadFailure[] {
  const told = new Set(failures.map(({ url }) => canonicalHref(url)));
  const reason = failureReason || 'lost';
  return missing.filter(({ url }) => !told.has(canonicalHref(url))).map(({ url }) => ({ url, reason }));
}

/** Undefined where the size of one is unknown, or depends on the server. */
function sumOf(requests: LedgerRequest[]): number | undefined {
  const bytes = requests.reduce(
    (sum, { size = Number.NaN, decodedSize }) => sum + (decodedSize === undefined ? size : Number.NaN),
    0,
  );
  return bytes >= 0 ? bytes : undefined;
}
