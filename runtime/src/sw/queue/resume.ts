import { backgroundFetchOf } from '../../shared/background-fetch.ts';
import type { MeantDownloads, Plan } from '../../shared/protocol.ts';
import { isMember } from '../batch/members.ts';
import { type Asked, planBatch } from '../batch/plan-batch.ts';
import { inTurn } from '../commit/in-turn.ts';
import { downloads, toSnapshot } from '../ledger/downloads.ts';
import { isPaused } from '../ledger/is-paused.ts';
import type { Asker } from '../routes/asker.ts';
import { findDownload } from '../routes/find-download.ts';
import type { Route } from '../routes/routes.ts';
import { answerWish } from '../wish/wish.ts';
import { byTurn } from './by-turn.ts';
import { haltEnded } from './halted.ts';
import { meant } from './pause.ts';
import { released } from './released.ts';
import { postpone } from './wait.ts';

declare const self: ServiceWorkerGlobalScope;

/** Lets a download go on that is paused, as soon as it is planned. */
export async function release(id: string): Promise<void> {
  if (!isPaused(await downloads.get(id))) return;
  // What was aborted is told by an event, which must not come upon what is begun now.
  await haltEnded(id);
  await inTurn(id, async () => {
    const entry = await downloads.get(id);
    if (!entry || !isPaused(entry)) return;
    released.add(id);
    const member = { ...entry, retry: undefined };
    // What still comes with others needs no start.
    if (isMember(member) && (await backgroundFetchOf(self.registration)?.get(member.batch?.id ?? '')))
      await downloads.put(member);
  });
}

/** Answers a page that has downloads go on: one background fetch for what is missing of them. */
export async function resume(
  routes: readonly Route[],
  target: MeantDownloads,
  asker: Asker,
): Promise<Plan[]> {
  const paused = (await meant(target)).filter(isPaused).sort(byTurn);
  const asked: Asked[] = [];
  await Promise.all(paused.map(({ id }) => release(id)));
  for (const { id } of paused) {
    const download = findDownload(routes, id);
    if (download) asked.push({ download, wish: (await download.route.runTime?.wishOf(id)) ?? {} });
  }
  const title = paused[0]?.batch?.title;
  const { plans, start, left } = await planBatch(asked, title, asker);
  const [only] = asked;
  // It is told why nothing goes on.
  if (only && plans.length === 0 && !start && left.length === 0)
    return [await answerWish(only.download, only.wish, asker)];
  for (const entry of await postpone(left, title))
    plans.push({ kind: 'waiting', download: toSnapshot(entry) });
  return [...plans, ...(start ? [start] : [])];
}
