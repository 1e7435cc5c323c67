import type { Later, Start } from '../../shared/protocol.ts';
import { downloads } from '../ledger/downloads.ts';
import { isOwn } from '../ledger/namespaces.ts';
import type { Asker } from '../routes/asker.ts';
import { findDownload } from '../routes/find-download.ts';
import type { Route } from '../routes/routes.ts';
import { fetchOf } from '../running.ts';
import { answerWish, isBeingStarted } from './wish.ts';

/**
 * What pages that have gone have left without having started it, for another page to start.
 *
 * @param most - how many of them at a time.
 */
export async function startsOf(
  routes: readonly Route[],
  asker: Asker,
  most?: number,
): Promise<(Start | Later)[]> {
  const starts: (Start | Later)[] = [];
  for (const id of await downloads.getOpenIds()) {
    const download = findDownload(routes, id);
    if (!download || (await downloads.get(id))?.state !== 'waiting') continue;
    if (!(await isOwn(id))) continue;
    if ((await isBeingStarted(id, asker)) || (await fetchOf(id))) continue;
    if (starts.length === most) return [...starts, { kind: 'later', at: 1 }];
    const wish = (await download.route.runTime?.wishOf(id)) ?? {};
    // A list that cannot be had now leaves the download as it was.
    const plan = await answerWish(download, wish, { ...asker, isGoingOn: true }).catch(() => undefined);
    if (plan?.kind === 'start') starts.push(plan);
  }
  return starts;
}
