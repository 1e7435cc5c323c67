import type { Transfer } from './job.ts';

/**
 * "Set the result to 'redundant'. Set the record's response data to a new background fetch response": does nothing where
 * it still is a new one.
 *
 * @see https://wicg.github.io/background-fetch/#complete-a-record-algorithm
 */
export async function startAnew(transfer: Transfer): Promise<void> {
  const { job, record } = transfer;
  if (!record.response && record.stored === 0) return;
  transfer.size = undefined;
  const generation = await job.store.restart(record);
  transfer.record = { ...record, generation, response: null, available: 0, stored: 0 };
  job.fetch = (await job.store.get(record.key)) ?? job.fetch;
}
