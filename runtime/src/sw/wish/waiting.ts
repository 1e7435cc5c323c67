import type { Later, Start } from '../../shared/protocol.ts';
import { downloads } from '../ledger/downloads.ts';
import { findDownload } from '../routes/find-download.ts';
import type { Route } from '../routes/routes.ts';
import { fetchOf } from '../running.ts';
import { type Asker, answerWish, isBeingStarted } from './wish.ts';

/**
 * What pages that have gone have left without having started it, and what is asked for again, for another page to start; and when there
 * will be more.
 */
export async function startsOf(routes: readonly Route[], asker: Asker): Promise<(Start | Later)[]> {
  const starts: Start[] = [];
  const due = await routes.find((route) => route.queue)?.queue?.due();
  for (const id of due?.ids ?? (await downloads.getOpenIds())) {
    const download = findDownload(routes, id);
    if (!download || (await downloads.get(id))?.state !== 'waiting') continue;
    if ((await isBeingStarted(id, asker)) || (await fetchOf(id))) continue;
    const wish = (await download.route.runTime?.wishOf(id)) ?? {};
    // A list that cannot be had now leaves the download as it was.
    const plan = await answerWish(download, wish, asker).catch(() => undefined);
    if (plan?.kind === 'start') starts.push(plan);
  }
  return [...starts, ...(due?.later ?? [])];
}
