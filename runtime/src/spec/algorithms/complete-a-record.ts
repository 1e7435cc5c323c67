import type { FetchRecord, RecordResult } from '../model.ts';
import { attempt } from './attempt.ts';
import type { Job, Outcome, Transfer } from './job.ts';
import { startAnew } from './start-anew.ts';
import { storeBytes } from './store-bytes.ts';
import { waitUntilAvailable } from './wait-until-available.ts';

/** So often are bytes thrown away because the server has sent others. */
const MOST_MISMATCHES = 3;

/**
 * Complete a record: asks, waits and asks again until all of a record is stored or cannot be had.
 *
 * @returns the record's result, which is stored.
 * @throws what the store throws: then the record goes on when it is completed again.
 * @see https://wicg.github.io/background-fetch/#complete-a-record-algorithm
 */
export async function completeARecord(job: Job, record: FetchRecord): Promise<RecordResult> {
  const transfer: Transfer = {
    job,
    record,
    failures: 0,
    answers: 0,
    retryAfter: 0,
    mismatches: 0,
  };
  let outcome: Outcome;
  do {
    // If bgFetch's abort all flag is set, then set responseData's result to "aborted".
    outcome = job.signal.aborted ? 'aborted' : await attempt(transfer);
    if (outcome === 'unavailable') await waitUntilAvailable(transfer);
    else if (outcome === 'redundant') {
      // Deviation: the specification gives up at once; but a file that was replaced can be had.
      if (++transfer.mismatches > MOST_MISMATCHES) outcome = 'fetch-error';
      else await startAnew(transfer);
    }
    // If result is the empty string, then complete a record for bgFetch and record.
  } while (outcome === '' || outcome === 'unavailable' || outcome === 'redundant');
  // Nobody may read it, and what is to be written now needs space as well.
  if (outcome === 'quota-exceeded') await startAnew(transfer);
  if (transfer.record.result !== outcome)
    await storeBytes(transfer, 0, new Uint8Array(), { result: outcome });
  return outcome;
}
