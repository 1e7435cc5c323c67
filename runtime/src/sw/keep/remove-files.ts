import { canonicalUrl } from '../../shared/canonical-url.ts';
import type { LedgerEntry, LedgerFile } from '../../store/schema.ts';
import { deleteUnused } from '../commit/delete-unused.ts';
import { inTurn } from '../commit/in-turn.ts';
import { settle } from '../commit/settle.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Download } from '../routes/routes.ts';
import { toEntry } from '../routes/to-entry.ts';
import { removeDownload } from './remove-download.ts';

/**
 * Takes files out of a download, which goes on without them; without any it is removed.
 *
 * @param urls - absolute.
 * @returns whether there was one of them.
 */
export async function removeFiles(
  download: Omit<Download, 'files'>,
  urls: readonly string[],
  event: ExtendableEvent,
): Promise<boolean> {
  const left = await inTurn(download.id, () => takeOut(download, urls, event));
  return left === 0 ? removeDownload(download.id) : left !== undefined;
}

/** @returns how many files are left; undefined where it had none of these. With none left, nothing has been done. */
async function takeOut(
  download: Omit<Download, 'files'>,
  urls: readonly string[],
  event: ExtendableEvent,
): Promise<number | undefined> {
  const [entry, before] = await downloads.getWithFiles(download.id);
  const unwanted = new Set(urls.map((url) => canonicalUrl(url, download.route.base)));
  const removed = before.filter(({ url }) => unwanted.has(url));
  const files = before.filter(({ url }) => !unwanted.has(url));
  if (!entry || removed.length === 0) return undefined;
  if (files.length === 0) return 0;
  const { state, failureReason, wanted } = entry;
  const without = (row: LedgerEntry): LedgerEntry => {
    // Where a size is unknown, the sum of the others is not what is left.
    const left = Math.max(0, row.downloaded - sumOf(removed));
    return toEntry(download, row, {
      fileCount: files.length,
      ...(row.state === 'stored' && { downloaded: left, downloadTotal: left }),
      failures: row.failures?.filter(({ url }) => !unwanted.has(url)),
      before: row.before?.wanted === wanted ? without(row.before) : row.before,
    });
  };
  const next = without(entry);
  // Without what has failed it may be whole: who is cut short here has not looked yet.
  const mayBeWhole = (state === 'failed' || entry.failures?.length) && !next.failures?.length;
  if (mayBeWhole) next.state = 'storing';
  await deleteUnused(entry, removed, [wanted]);
  // A set keeps its number: what runs for it goes on.
  await downloads.putSet(next, files);
  if (mayBeWhole || state === 'stored' || state === 'failed')
    await settle({ ...download, files }, event, { failureReason, failures: next.failures ?? [] });
  return files.length;
}

function sumOf(files: readonly LedgerFile[]): number {
  return files.reduce((sum, { size = 0 }) => sum + size, 0);
}
