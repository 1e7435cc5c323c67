import type { Transfer } from './job.ts';

/**
 * "Set the result to 'redundant'. Set the record's response data to a new background fetch response": does nothing where
 * it still is a new one.
 *
 * @see https://wicg.github.io/background-fetch/#complete-a-record-algorithm
 */
export async function startAnew(transfer: Transfer): Promise<void> {
  const { response, stored } = transfer.record;
  if (response || stored > 0) await restart(transfer);
}

/** Begins the record's next generation. */
export async function restart(transfer: Transfer): Promise<void> {
  const { job } = transfer;
  transfer.size = undefined;
  const restarted = await job.store.restart(transfer.record);
  // Somebody has cleared the origin's data: found when there are bytes to store.
  if (!restarted) return;
  transfer.record = restarted.record;
  job.fetch = restarted.fetch;
}
