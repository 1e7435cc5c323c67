import { sizeOfBytes } from '../bytes.ts';
import type { RecordChange } from '../fetch-store.ts';
import type { Bytes, RecordResult } from '../model.ts';
import type { Transfer } from './job.ts';
import { updateBackgroundFetchInstances } from './update-background-fetch-instances.ts';

/**
 * Appends bytes that were transmitted, or none where there only is a change to be stored, and waits until they are on
 * disk: so nothing is read before there is room for it.
 *
 * @returns why they cannot be stored, or the empty string.
 * @see https://wicg.github.io/background-fetch/#complete-a-record-algorithm "Whenever one or more bytes are transmitted"
 */
export async function storeBytes(
  transfer: Transfer,
  offset: number,
  data: Bytes,
  change?: RecordChange,
): Promise<RecordResult> {
  const { job, record } = transfer;
  const { key, index, generation } = record;
  const size = sizeOfBytes(data);
  // 1. If bgFetch's stored body bytes total plus the size of bytes is greater than downloadTotal, then set the result to
  //    "download-total-exceeded". What the others are just storing counts.
  const downloadTotal = job.fetch.downloadTotal || Number.POSITIVE_INFINITY;
  if (job.fetch.downloaded + job.reserved + size > downloadTotal) return 'download-total-exceeded';
  job.reserved += size;
  try {
    // 2. Append bytes to responseData's bytes.
    const stored = await job.store.append({ key, index, generation, offset, data }, change);
    // Somebody has cleared the origin's data.
    if (!stored) return 'aborted';
    transfer.record = stored.record;
    job.fetch = stored.fetch;
    if (size > 0) transfer.failures = transfer.answers = 0;
    // 4. Update background fetch instances for bgFetch.
    updateBackgroundFetchInstances(job);
    return '';
  } catch (error) {
    // 3. If the previous step fails due to exceeding a quota limit, set the result to "quota-exceeded".
    if ((error as DOMException).name === 'QuotaExceededError') return 'quota-exceeded';
    throw error;
  } finally {
    job.reserved -= size;
  }
}
