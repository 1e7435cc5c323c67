import type { BackgroundFetchFailureReason } from '../../shared/background-fetch.ts';
import type { FetchChange } from '../fetch-store.ts';
import type { BackgroundFetch } from '../model.ts';
import { completeARecord } from './complete-a-record.ts';
import type { Job } from './job.ts';
import { recordsOf } from './records-of.ts';

/** Records of one background fetch that are being completed at a time. */
const LIMIT = 6;

/** So many more may wait for their servers: those that can be reached need not wait for the others. */
const MOST_WAITING = 100;

/**
 * Perform a background fetch: completes its records, tells of its end and removes it. Goes on with what is stored, at
 * whatever point it was left.
 *
 * @throws what the store throws.
 * @see https://wicg.github.io/background-fetch/#perform-a-background-fetch-algorithm
 */
export async function performABackgroundFetch(job: Job): Promise<void> {
  const { environment, store } = job;
  const { key } = job.fetch;
  const stored = await store.get(key);
  if (!stored) return;
  job.fetch = stored;
  if (stored.result === '') {
    const failureReason = await completeRecords(job);
    // Deviation: ended and what is to be fired are stored at once, so that a killed worker's successor fires it.
    const ended = await store.update(key, (fetch) => end(fetch, failureReason));
    if (!ended) return;
    job.fetch = ended;
    // Update background fetch instances for bgFetch.
    environment.announce(ended);
  }
  // Fire a functional event named eventName.
  if (job.fetch.pendingEvent) await environment.dispatch(job.fetch.pendingEvent, job.fetch);
  // Unset bgFetch's records available flag. Update background fetch instances for bgFetch.
  const delivered: FetchChange = { recordsAvailable: false, pendingEvent: undefined };
  const last = await store.update(key, () => delivered);
  if (last) environment.announce(last);
  await store.remove(key);
}

/** For each record, run these steps in parallel: complete a record for bgFetch and record. */
async function completeRecords(job: Job): Promise<BackgroundFetchFailureReason> {
  const { store, fetch, turns, controller } = job;
  // Let failureReason be the empty string.
  let failureReason: BackgroundFetchFailureReason = '';
  const records = recordsOf(store, fetch.key);
  job.signal.addEventListener('abort', () => turns.release(fetch.key));
  if (fetch.isAborted) controller.abort();
  const work = async (): Promise<void> => {
    for await (const record of records) {
      const result = record.result || (await completeARecord(job, record));
      // Deviation: the specification sets failureReason only where it is not the empty string, so never. As in
      // Chromium, it is that of the first failure.
      if (result !== 'success' && result !== 'redundant') failureReason ||= result;
      // If result is "download-total-exceeded", then set immediateFailure to true. If immediateFailure is true, set
      // bgFetch's abort all flag.
      if (result === 'download-total-exceeded') {
        failureReason = result;
        controller.abort();
      }
    }
  };
  const workers: Promise<void>[] = [];
  const begin = (): void => {
    const worker = work();
    // It is thrown when all of them have ended.
    worker.catch(() => undefined);
    workers.push(worker);
  };
  job.relieve = () => {
    if (workers.length < LIMIT + MOST_WAITING) begin();
  };
  for (let count = 0; count < LIMIT; count++) begin();
  // Wait for settledFetches to be bgFetch's records's size. Those that begin meanwhile are waited for as well.
  for (const worker of workers) await worker.catch(() => undefined);
  await Promise.all(workers);
  return failureReason;
}

/** The steps of the active background fetches edit queue. */
function end(fetch: BackgroundFetch, found: BackgroundFetchFailureReason): FetchChange {
  // If activeBgFetches contains bgFetch, then remove it. Otherwise, set failureReason to "aborted": abort() was called
  // and has returned true, but one of the fetches has failed or all have succeeded at the same time.
  const failureReason = fetch.isActive ? found : 'aborted';
  const name = failureReason === 'aborted' ? 'abort' : failureReason ? 'fail' : 'success';
  return {
    isActive: false,
    result: failureReason ? 'failure' : 'success',
    failureReason,
    pendingEvent: `backgroundfetch${name}`,
  };
}
