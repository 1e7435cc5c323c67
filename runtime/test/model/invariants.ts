import type { FetchRow, FileRow, LedgerEntry, WishRow } from '../../src/store/schema.ts';
import { isPaused } from '../../src/sw/ledger/is-paused.ts';
import type { Browser } from './browser.ts';

/** What the ledger, the caches and the browser have, at a time when nothing is under way in the worker. */
export interface Stand {
  entries: readonly LedgerEntry[];
  files: readonly FileRow[];
  fetches: readonly FetchRow[];
  wishes: readonly WishRow[];
}

export function standOf({ database }: Browser): Stand {
  return {
    entries: database.rows('downloads'),
    files: database.rows('files'),
    fetches: database.rows('fetches'),
    // Which build has been looked through is no download's.
    wishes: database.rows<WishRow>('wishes').filter(({ id }) => id !== '../build'),
  };
}

const isOpen = ({ state }: LedgerEntry): boolean => ['waiting', 'downloading', 'storing'].includes(state);

/** Every lie that the ledger tells, and everything that is kept for nobody. */
export function liesOf(browser: Browser): string[] {
  const stand = standOf(browser);
  return [
    ...stand.entries.flatMap((entry) => liesAbout(entry, stand, browser)),
    ...leftovers(stand, browser),
  ];
}

function liesAbout(
  entry: LedgerEntry,
  { files, fetches, wishes }: Stand,
  { caches, fetches: { running } }: Browser,
): string[] {
  const {
    id,
    state,
    wanted,
    complete,
    cacheName,
    failureReason,
    failures = [],
    downloaded,
    downloadTotal,
  } = entry;
  const set = files.filter((file) => file.download === id && file.set === wanted);
  const missing = set.filter(({ key }) => !caches.has(cacheName, key));
  const isShared = (key: string): boolean => files.some((file) => file.key === key && file.download !== id);
  const { batch } = entry;
  const comesWithOthers =
    isOpen(entry) && !isPaused(entry) && (batch?.share ?? 0) > 0 && running.has(batch?.id ?? '');
  const isRunning = running.has(id) || comesWithOthers;
  const isAgain = state === 'waiting' && entry.retry !== undefined && failureReason !== '';
  const lies: [isLie: boolean, what: string][] = [
    [state === 'stored' && missing.length > 0, `is stored, and lacks ${missing.map(({ key }) => key)}`],
    [state === 'stored' && set.length === 0 && !id.startsWith('list/'), 'is stored, and has no files'],
    [state === 'stored' && complete !== wanted, 'is stored, and its set is not complete'],
    [
      state === 'stored' && downloaded !== downloadTotal,
      `is stored by ${downloaded} of ${downloadTotal} bytes`,
    ],
    [state === 'downloading' && !isRunning, 'is downloading, and nothing runs'],
    [state === 'storing', 'is storing for ever'],
    [isRunning && !['downloading', 'stored'].includes(state), `is ${state}, and it runs`],
    [
      state === 'waiting' && ![...fetches, ...wishes].some((row) => row.id === id),
      'waits, and nobody can find it',
    ],
    [
      state === 'failed' && set.length > 0 && missing.length === 0 && !set.some(({ key }) => isShared(key)),
      'has failed, and lacks nothing',
    ],
    [
      (state === 'failed' || state === 'aborted' || isAgain) !== (failureReason !== ''),
      `is ${state}, for "${failureReason}"`,
    ],
    [
      ((state === 'failed' || isAgain) && entry.fileCount > 0) !== failures.length > 0,
      `is ${state}, with ${failures.length} failures`,
    ],
    [
      // What another download has brought since is found when it is asked for again.
      failures.some(
        ({ url }) => !set.some((file) => file.url === url && (missing.includes(file) || isShared(file.key))),
      ),
      `has failed for what it has: ${failures.map(({ url }) => url)}`,
    ],
    [wanted !== 0 && set.length !== entry.fileCount, `has ${set.length} files, and says ${entry.fileCount}`],
    [downloadTotal > 0 && downloaded > downloadTotal, `has ${downloaded} of ${downloadTotal} bytes`],
    [downloaded < 0 || downloadTotal < 0, `has ${downloaded} of ${downloadTotal} bytes`],
    [
      complete > 0 &&
        !id.startsWith('list/') &&
        !files.some((file) => file.download === id && file.set === complete),
      'has lost its complete set',
    ],
    [entry.retry !== undefined && !isOpen(entry), `is ${state}, and is to be asked for again`],
    [entry.rank !== undefined && !isOpen(entry), `is ${state}, and has a place among those that wait`],
    [
      entry.retry !== undefined && !id.startsWith('again/') && !isPaused(entry),
      'is asked for again, and nobody has said so',
    ],
    [state !== 'waiting' && entry.before !== undefined, `is ${state}, and remembers what it was before`],
    [entry.before !== undefined && entry.before.state === 'waiting', 'waits, and has waited before'],
  ];
  return lies.filter(([isLie]) => isLie).map(([, what]) => `${id} ${what}`);
}

function leftovers({ entries, files, fetches, wishes }: Stand, { caches }: Browser): string[] {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const isOwned = (cacheName: string, key: string): boolean =>
    files.some((file) => {
      const entry = known.get(file.download);
      return file.key === key && (entry?.cacheName === cacheName || entry?.completeIn === cacheName);
    });
  return [
    ...files
      .filter(({ download }) => !known.has(download))
      .map(({ download, url }) => `${url} is of ${download}, which is not known`),
    ...fetches
      .filter(({ id }) => !isOpen(known.get(id) ?? ({ state: '' } as never)))
      .map(({ id }) => `a background fetch is noted for ${id}`),
    ...wishes
      .filter(({ id }) => !isOpen(known.get(id) ?? ({ state: '' } as never)))
      .map(({ id }) => `a wish is noted for ${id}`),
    ...caches
      .keys()
      .filter(({ cacheName, key }) => !isOwned(cacheName, key))
      .map(({ cacheName, key }) => `${key} in ${cacheName} is nobody's`),
  ];
}
