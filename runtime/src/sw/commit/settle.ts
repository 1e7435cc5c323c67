import { canonicalHref } from '../../shared/canonical-url.ts';
import type { DownloadFailure, DownloadFailureReason } from '../../shared/download-snapshot.ts';
import type { LedgerEntry, LedgerFile } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Download } from '../routes/routes.ts';
import { toEntry } from '../routes/to-entry.ts';
import { blame } from './blame.ts';
import { deleteUnused } from './delete-unused.ts';
import { takeInventory } from './inventory.ts';

/** Beyond that a list of failures says no more. */
const MOST_FAILURES = 100;

/** What is known of the end of a download. */
export interface Ending {
  /** Why it has failed, where files are missing; empty where nobody has said. */
  failureReason: DownloadFailureReason;
  failures?: DownloadFailure[];
  /** Keys that are known to be in the cache. */
  justStored?: ReadonlySet<string>;
}

/**
 * Writes the state that follows from what is in the cache: `stored` where nothing is missing, otherwise `failed`,
 * for the reason given, or `waiting` where it is asked for again. A complete set replaces the one before. Files that were only in sets that are no more go.
 */
export async function settle(
  download: Download,
  event: ExtendableEvent,
  { failureReason, failures = [], justStored }: Ending,
): Promise<LedgerEntry> {
  const previous = await downloads.get(download.id);
  const { missing, storedBytes } = await takeInventory(download, event, justStored);
  // What the ledger does not know, and of which nothing has come, may be anything.
  const isStored = missing.length === 0 && Boolean(previous?.wanted || download.files.length);
  const reason = failureReason || 'lost';
  const all = [...failures, ...untold(missing, failures, reason)];
  const isCors = reason === 'fetch-error' && all.every((failure) => failure.reason === 'cors');
  const sum = sumOf(download.files);
  const total = sum || (previous?.downloadTotal ?? 0);
  const whole = sum || Math.max(storedBytes, previous?.downloaded ?? 0);
  // A set without files would say that nothing more belongs to it.
  const wanted = previous?.wanted || Math.min(1, download.files.length);
  const entry = toEntry(download, previous, {
    fileCount: download.files.length,
    wanted,
    ...(isStored
      ? {
          state: 'stored',
          downloaded: whole,
          downloadTotal: whole,
          complete: wanted,
          completeIn: download.route.storage.cacheName,
        }
      : {
          state: 'failed',
          failureReason: isCors ? 'cors' : reason,
          failures: all.slice(0, MOST_FAILURES),
          downloaded: storedBytes,
          // That of another set may be less.
          downloadTotal: total && Math.max(total, storedBytes),
        }),
  });
  if (!previous?.wanted) await downloads.putSet(entry, download.files);
  const waiting =
    !isStored && previous && (await download.route.queue?.fail({ download, entry, previous, failures: all }));
  const settled = waiting || (await downloads.settle(entry));
  if (previous) await deleteFormer(settled, previous);
  return settled;
}

async function deleteFormer(settled: LedgerEntry, previous: LedgerEntry): Promise<void> {
  const { wanted, complete, completeIn } = settled;
  const isMoved = previous.completeIn !== undefined && previous.completeIn !== completeIn;
  const files = await downloads.getFiles(settled);
  const former = files.filter(({ set }) => isMoved || (set !== wanted && set !== complete));
  if (former.length === 0) return;
  await deleteUnused(previous, former);
  await downloads.prune(settled);
}

/** What is missing although nothing was said of it: browsers have no record of some requests. */
function untold(
  missing: readonly LedgerFile[],
  failures: readonly DownloadFailure[],
  reason: DownloadFailure['reason'],
): DownloadFailure[] {
  const told = new Set(failures.map(({ url }) => canonicalHref(url)));
  return missing
    .filter(({ url }) => !told.has(url))
    .map(({ url, request }) => ({ url, reason: blame(reason, request.url) }));
}

/** NaN where the size of one is unknown, or depends on the server. */
function sumOf(files: readonly LedgerFile[]): number {
  const bytes = files.map(({ size = Number.NaN, decodedSize }) =>
    decodedSize === undefined ? size : Number.NaN,
  );
  return bytes.reduce((sum, size) => sum + size, 0);
}
