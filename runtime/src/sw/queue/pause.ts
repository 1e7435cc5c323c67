import { backgroundFetchOf } from '../../shared/background-fetch.ts';
import type { MeantDownloads } from '../../shared/protocol.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { isMember, membersOf, pausedOf } from '../batch/members.ts';
import { inTurn, turnOf } from '../commit/in-turn.ts';
import { downloads, ownDownloads } from '../ledger/downloads.ts';
import { isPaused } from '../ledger/is-paused.ts';
import { endHalt, expectHalt, haltEnded } from './halted.ts';
import { released } from './released.ts';
import { wait } from './wait.ts';

declare const self: ServiceWorkerGlobalScope;

/** The downloads that a page means; all of its namespace where it names none. */
export async function meant({ ids, group }: MeantDownloads): Promise<LedgerEntry[]> {
  const all = ids
    ? await Promise.all(ids.map((id) => downloads.get(id)))
    : (await ownDownloads()).filter(({ overrides }) => group === undefined || overrides?.group === group);
  return all.filter((entry) => entry !== undefined);
}

/**
 * Pauses downloads that wait or are running. Those that wait come first: what ends makes room for none of them.
 *
 * @returns how many wait because of it.
 */
export async function pause(target: MeantDownloads, event: ExtendableEvent): Promise<number> {
  const entries = await meant(target);
  let count = 0;
  for (const isFirst of [true, false])
    for (const { id, state } of entries) {
      if ((state === 'waiting') !== isFirst) continue;
      const paused = inTurn(id, () => pauseOne(id));
      // What the browser has brought is let come to its end; what is asked for again after that is not.
      if (state === 'storing' && turnOf(id)) event.waitUntil(paused);
      else if (await paused) count++;
    }
  // Who hears that they are paused may close the app.
  await Promise.all(entries.map(({ id }) => haltEnded(id)));
  return count;
}

async function pauseOne(id: string): Promise<boolean> {
  const entry = await downloads.get(id);
  released.delete(id);
  if (!entry || isPaused(entry) || !/^(?:waiting|downloading)$/.test(entry.state)) return false;
  const { batch, retry, before } = entry;
  const { attempt = 0, since = Date.now() } = retry ?? {};
  const own = isMember(entry) ? undefined : await backgroundFetchOf(self.registration)?.get(id);
  const paused: LedgerEntry = {
    ...entry,
    // Who is refused when it is resumed keeps what is stored.
    before: entry.state === 'downloading' ? toAborted(entry) : before,
  };
  // The note comes first: whoever finds it, and something that runs, ends that.
  await wait(paused, { ...retry, attempt, at: 0, since, for: 'paused' });
  if (own) await halt(own, [id]);
  else if (batch && isMember(entry)) await endUnwanted(batch.id);
  return true;
}

/** Has the browser end a background fetch that brings several downloads, where nobody waits for any of them. */
export async function endUnwanted(batch: string): Promise<void> {
  const found = await backgroundFetchOf(self.registration)?.get(batch);
  if (!found || (await membersOf(batch)).length > 0) return;
  const paused = await pausedOf(batch);
  await halt(
    found,
    paused.map(({ id }) => id),
  );
}

async function halt(registration: { abort(): Promise<boolean> }, ids: readonly string[]): Promise<void> {
  for (const id of ids) expectHalt(id);
  // It has just ended: its event says how.
  if (!(await registration.abort())) for (const id of ids) endHalt(id);
}

/** What a running download is without what runs. */
function toAborted(entry: LedgerEntry): LedgerEntry {
  const { retry: _, rank: __, batch: ___, ...rest } = entry;
  return { ...rest, state: 'aborted', failureReason: 'aborted', failures: [] };
}
