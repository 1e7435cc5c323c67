import type { Later, Start } from '../../shared/protocol.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { isBatchId } from '../batch/batch-id.ts';
import { type Asked, planBatch } from '../batch/plan-batch.ts';
import { downloads } from '../ledger/downloads.ts';
import { isPaused } from '../ledger/is-paused.ts';
import type { Asker } from '../routes/asker.ts';
import { findDownload } from '../routes/find-download.ts';
import type { Route } from '../routes/routes.ts';
import { fetchOf } from '../running.ts';
import { answerWish } from '../wish/wish.ts';
import { byTurn } from './by-turn.ts';
import { hasGainedRoom, type Obstacle } from './conditions.ts';
import { endUnwanted } from './pause.ts';
import { lookAround } from './stand.ts';
import { postpone } from './wait.ts';

/** Milliseconds: timers of pages may not go much further. */
const LONGEST = 1e9;

/** Milliseconds: nobody tells when there is room again, and not every page hears of another network. */
const LOOK_AGAIN = 60_000;

/** What decides how many downloads are started. */
export interface Bounds {
  /** How many background fetches may be under way. */
  concurrency: number;
  /** What keeps one from being started now. */
  obstacle(entry: LedgerEntry): Promise<Obstacle | undefined>;
  /** How many are started at a time. */
  most?: number | undefined;
}

/**
 * What of all that waits a page is to start now, the most urgent first: as many as there is room for, whose time has come. Those that were
 * asked for together come together.
 */
export async function startsOf(
  routes: readonly Route[],
  asker: Asker,
  { concurrency, obstacle, most = Number.POSITIVE_INFINITY }: Bounds,
): Promise<(Start | Later)[]> {
  const now = Date.now();
  const { waiting: all, underWay } = await lookAround();
  // All of its downloads were paused while a page was starting it, or a worker was killed before it could end it.
  for (const id of underWay) if (isBatchId(id)) await endUnwanted(id);
  const waiting = all.filter((entry) => !isPaused(entry));
  // What has never been put off is what a page has left that has gone.
  const timeOf = ({ retry }: LedgerEntry): number => retry?.at ?? 0;
  const dueBatches = new Set(
    waiting.flatMap((entry) => (entry.batch && timeOf(entry) <= now ? [entry.batch.id] : [])),
  );
  const due: LedgerEntry[] = [];
  const times: number[] = [];
  for (const entry of waiting) {
    const time = timeOf(entry);
    const isEarly =
      time > now &&
      !(dueBatches.has(entry.batch?.id ?? '') && mayBeEarly(entry, now)) &&
      !(await hasGainedRoom(entry));
    if (isEarly) times.push(entry.retry?.for ? Math.min(time, now + LOOK_AGAIN) : time);
    else if (await obstacle(entry)) times.push(now + LOOK_AGAIN);
    else due.push(entry);
  }
  const groups = inGroups(due.sort(byTurn));
  const room = Math.max(0, concurrency - underWay.size);
  const starts: Start[] = [];
  let rest = groups.slice(room);
  for (const [index, group] of groups.slice(0, room).entries()) {
    if (starts.length === most) {
      rest = groups.slice(index);
      break;
    }
    const start = await startOf(routes, group, asker);
    if (start) starts.push(start);
  }
  const isMore = starts.length === most && rest.length > 0 && starts.length < room;
  if (rest.length === 0 && times.length === 0) return starts;
  return [...starts, { kind: 'later', at: isMore ? now : Math.min(now + LONGEST, ...times) }];
}

/** Those that come together have each their delay, by chance; only what a server has said is kept to. */
function mayBeEarly({ failures = [] }: LedgerEntry, now: number): boolean {
  return failures.every(({ retryAt = 0 }) => retryAt <= now);
}

function inGroups(entries: readonly LedgerEntry[]): LedgerEntry[][] {
  const groups = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const key = entry.batch?.id ?? entry.id;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
}

async function startOf(
  routes: readonly Route[],
  group: readonly LedgerEntry[],
  asker: Asker,
): Promise<Start | undefined> {
  const asked: Asked[] = [];
  for (const { id } of group) {
    const download = findDownload(routes, id);
    // It may have ended without an event until now.
    if (!download || (await downloads.get(id))?.state !== 'waiting' || (await fetchOf(id))) continue;
    asked.push({ download, wish: (await download.route.runTime?.wishOf(id)) ?? {} });
  }
  const [only] = asked;
  if (!only) return undefined;
  const { batch } = group[0] as LedgerEntry;
  const goingOn: Asker = { ...asker, isGoingOn: true };
  if (!batch) {
    // A list that cannot be had now leaves the download as it was.
    const plan = await answerWish(only.download, only.wish, goingOn).catch(() => undefined);
    return plan?.kind === 'start' ? plan : undefined;
  }
  const { start, left } = await planBatch(asked, batch.title, goingOn);
  await postpone(left, batch.title);
  return start;
}
