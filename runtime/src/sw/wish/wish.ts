import type { Plan, Start, Wish } from '../../shared/protocol.ts';
import { keysOf } from '../../store/keys-of.ts';
import type { FetchRow, LedgerEntry, LedgerFile } from '../../store/schema.ts';
import { delivered } from '../commit/delivery.ts';
import { inTurn } from '../commit/in-turn.ts';
import { takeInventory } from '../commit/inventory.ts';
import { settle } from '../commit/settle.ts';
import { downloads, toSnapshot } from '../ledger/downloads.ts';
import { refusal } from '../refusal.ts';
import type { Asker } from '../routes/asker.ts';
import type { Download } from '../routes/routes.ts';
import { toEntry } from '../routes/to-entry.ts';
import { isRunning } from '../running.ts';
import { checkWish } from './check-wish.ts';
import { withKnownKeys } from './sets.ts';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds for the event of a background fetch that has ended. A press that starts a download counts no longer than a few seconds. */
const PATIENCE = 1_000;

/**
 * Answers a page that wants a download: it has it, it is under way, or this is what the page is to start, without the files that are
 * stored. The wish is in the ledger before that: a page that dies leaves a download that `waits`.
 *
 * Wishes for one download are answered one after the other: two pages that ask at once are given the same to start, of which the browser
 * takes one.
 *
 * @throws Refusal
 */
export async function answerWish(download: Download, wish: Wish, asker: Asker): Promise<Plan> {
  const { id } = download;
  checkWish(download, wish);
  // What has ended is told by an event, which must not come upon what is begun now. For several, somebody has waited already.
  if (!asker.batch && !(await isRunning(id))) await delivered(id, PATIENCE);
  return inTurn(id, () => planWish(download, wish, asker));
}

/** The same for a wish that has been checked. In turn. */
export async function planWish(download: Download, wish: Wish, asker: Asker): Promise<Plan> {
  const { id } = download;
  const [previous, known] = await downloads.getWithFiles(id);
  if (asker.isGoingOn && previous?.state !== 'waiting') throw refusal('removed', { id });
  const { requests: _, metadata, pinned, ...overrides } = wish;
  const given = {
    ...(metadata !== undefined && { metadata }),
    ...(pinned !== undefined && { pinned }),
    overrides: { ...previous?.overrides, ...overrides },
  };
  if (await isRunning(id)) {
    const entry = toEntry(download, previous, { ...given, state: 'downloading' });
    await (previous ? downloads.put(entry) : downloads.putSet(entry, []));
    return { kind: 'running', download: toSnapshot(entry) };
  }
  const before = previous?.state === 'waiting' ? previous.before : previous;
  const entry = toEntry(download, previous, { ...given, state: 'waiting', before });
  let files =
    (await download.route.runTime?.resolve({ download, wish, known, entry, previous })) ?? download.files;
  files = await withKnownKeys(files, previous, known);
  const isSame = keysOf(files) === keysOf(known);
  if (previous?.state === 'stored' && isSame) {
    const { missing } = await takeInventory({ ...download, files }, asker.event);
    if (missing.length === 0) {
      const stored = toEntry(download, previous, { ...given, state: 'stored' });
      return { kind: 'stored', download: toSnapshot(await downloads.settle(stored)) };
    }
  }
  // By the signatures that the browser may have taken by now.
  const isGiven = isSame && previous?.state === 'waiting' && (await isBeingStarted(id, asker));
  if (isGiven) files = known;
  const set = (previous?.wanted ?? 0) + (previous && isSame ? 0 : 1);
  const fetch: FetchRow = { id, downloads: [{ id, set }], client: asker.client, startedAt: Date.now() };
  const next = { ...entry, wanted: set, fileCount: files.length, batch: asker.batch };
  await downloads.putSet(next, files, fetch);
  return plan({ ...download, files }, next, asker, isGiven);
}

/** Whether another page, which lives, was given it to start. */
export async function isBeingStarted(id: string, { client }: Pick<Asker, 'client'>): Promise<boolean> {
  const starter = (await downloads.getFetch(id))?.client;
  return Boolean(starter && starter !== client && (await self.clients.get(starter)));
}

/**
 * What the page is to start, for a download whose set has been written: what is missing.
 *
 * @param isGiven - whether another page has been given the same.
 */
async function plan(
  download: Download,
  entry: LedgerEntry,
  { event, putOff }: Asker,
  isGiven: boolean,
): Promise<Plan> {
  const { id, route } = download;
  const { missing } = await takeInventory(download, event);
  if (missing.length === 0)
    return { kind: 'stored', download: toSnapshot(await settle(download, event, { failureReason: '' })) };
  if (!putOff) await route.limits?.prepare(id, missing);
  const waiting = await (putOff ? putOff(entry) : route.queue?.enter(entry));
  if (waiting) return { kind: 'waiting', download: toSnapshot(waiting) };
  const { title, overrides = {} } = entry;
  const start: Start = {
    kind: 'start',
    id,
    requests: missing.map(({ request }) => request),
    options: {
      title,
      icons: overrides.icons ?? route.icons,
      downloadTotal: overrides.downloadTotal ?? route.options.downloadTotal ?? totalOf(missing),
    },
  };
  return (!isGiven && (await route.prepare?.(start, { download, entry, missing }))) || start;
}

/** The whole is known only where every part is. */
function totalOf(files: readonly LedgerFile[]): number {
  const bytes = files.map(({ size = Number.NaN, decodedSize = 0 }) => Math.max(size, decodedSize));
  return bytes.reduce((total, most) => total + most, 0) || 0;
}
