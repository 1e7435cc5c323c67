import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { turnOf } from '../commit/in-turn.ts';
import { downloads, ownDownloads, toSnapshot } from '../ledger/downloads.ts';
import { isOpen } from '../ledger/is-open.ts';
import { isOwn } from '../ledger/namespaces.ts';
import { findDownload } from '../routes/find-download.ts';
import type { Route } from '../routes/routes.ts';
import { toEntry } from '../routes/to-entry.ts';
import { isRunning, runningIds } from '../running.ts';
import { reviewBehind } from './review.ts';

/** How many stored downloads are looked through behind one answer. */
const MOST = 50;

/** Stored downloads that this worker has looked through, or is going to. */
const known = new Set<string>();

/**
 * What the ledger has, brought in line with the browser: a background fetch that the ledger does not know gets an entry.
 *
 * What takes time goes on behind the answer: what does not agree with the browser, and each stored download once, is reviewed.
 */
export async function reconciled(
  routes: readonly Route[],
  event: ExtendableEvent,
  id?: string,
): Promise<DownloadSnapshot[]> {
  const [recorded, running] = await Promise.all([
    id === undefined ? ownDownloads() : downloads.getAll(id),
    runningOf(id),
  ]);
  const stored = recorded.filter((entry) => entry.state === 'stored' && !known.has(entry.id)).slice(0, MOST);
  for (const entry of stored) known.add(entry.id);
  const moved = recorded.filter((entry) =>
    running.has(entry.id) ? entry.state !== 'downloading' : isOpen(entry) && !turnOf(entry.id),
  );
  const ids = [...moved, ...stored].map((entry) => entry.id);
  event.waitUntil(reviewBehind(routes, ids, event));
  for (const entry of recorded) running.delete(entry.id);
  const found = [...running].flatMap((each) => findDownload(routes, each) ?? []);
  const added = found.map((download) => toEntry(download, undefined, { state: 'downloading' }));
  return [...recorded, ...added].map(toSnapshot);
}

/** The downloads for which the browser runs something: all of them, or the one with an id. */
async function runningOf(id?: string): Promise<Set<string>> {
  const one = id === undefined ? undefined : (await isRunning(id)) ? [id] : [];
  const ids = new Set(one ?? (await runningIds()));
  for (const each of ids) if (!(await isOwn(each))) ids.delete(each);
  return ids;
}
