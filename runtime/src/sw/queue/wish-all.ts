import type { Plan } from '../../shared/protocol.ts';
import { createBatchId } from '../batch/batch-id.ts';
import { planBatch } from '../batch/plan-batch.ts';
import { downloads, toSnapshot } from '../ledger/downloads.ts';
import { findDownload } from '../routes/find-download.ts';
import type { WishAll } from '../routes/queue.ts';
import type { Route } from '../routes/routes.ts';
import type { Asker } from '../wish/asker.ts';
import { waitForOthers } from './wait.ts';

/**
 * Answers a page that asks for several downloads at once: one background fetch for what is missing of them. Those that are too many for it wait,
 * and come together then. One that cannot be planned keeps none of the others.
 *
 * @throws Refusal of the first that could not be planned, where none of the others is to be started.
 */
export async function wishAll(
  routes: readonly Route[],
  { wishes, title }: WishAll,
  asker: Asker,
): Promise<Plan[]> {
  const asked = wishes
    .toSorted((a, b) => (b.wish.priority ?? 0) - (a.wish.priority ?? 0))
    .flatMap(({ id, wish }) => {
      const download = findDownload(routes, id);
      return download ? [{ download, wish }] : [];
    });
  const { plans, start, left, error } = await planBatch(asked, title, asker);
  const batch = { id: createBatchId(), title, share: 1 };
  for (const id of left) {
    const entry = await downloads.get(id);
    if (entry)
      plans.push({ kind: 'waiting', download: toSnapshot(await waitForOthers({ ...entry, batch })) });
  }
  if (error && plans.length === 0 && !start) throw error;
  return [...plans, ...(start ? [start] : [])];
}
