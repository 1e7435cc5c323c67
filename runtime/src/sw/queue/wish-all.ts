import type { Plan } from '../../shared/protocol.ts';
import { type Asked, planBatch } from '../batch/plan-batch.ts';
import { toSnapshot } from '../ledger/downloads.ts';
import type { Asker } from '../routes/asker.ts';
import { findDownload } from '../routes/find-download.ts';
import type { WishAll } from '../routes/queue.ts';
import type { Route } from '../routes/routes.ts';
import { postpone } from './wait.ts';

/**
 * Answers a page that asks for several downloads at once: one background fetch for what is missing of them. Those that are too many for it wait,
 * and come together then. What does not wait for others, since its route has nothing to wait for, and what cannot be planned, is left to be asked for by itself.
 */
export async function wishAll(
  routes: readonly Route[],
  { wishes, title }: WishAll,
  asker: Asker,
): Promise<Plan[]> {
  const byId = new Map<string, Asked>();
  for (const { id, wish } of wishes.toSorted((a, b) => (b.wish.priority ?? 0) - (a.wish.priority ?? 0))) {
    const download = findDownload(routes, id);
    if (download?.route.options.retry) byId.set(id, { download, wish });
  }
  const { plans, start, left } = await planBatch([...byId.values()], title, asker);
  for (const entry of await postpone(left, title))
    plans.push({ kind: 'waiting', download: toSnapshot(entry) });
  return [...plans, ...(start ? [start] : [])];
}
