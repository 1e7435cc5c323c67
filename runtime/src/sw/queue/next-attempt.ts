import type { DownloadFailure, DownloadRetry } from '../../shared/download-snapshot.ts';
import type { RetryPolicy } from '../../shared/worker-config.ts';

/** As many times something else may come in place of a file: then it is what the server has. */
const MOST_MISMATCHES = 3;

/** Statuses below 500 that say that it may be otherwise later. */
const PASSING: readonly number[] = [408, 425, 429];

const isMismatch = ({ reason }: DownloadFailure): boolean => /^wrong-|^integrity$/.test(reason);

/** Whether a file may come when it is asked for again, as its record tells. */
function mayCome({ reason, status }: DownloadFailure): boolean {
  return reason === 'bad-status'
    ? // Chromium gives a response with status 0 where the connection has failed.
      !status || status >= 500 || PASSING.includes(status)
    : reason === 'fetch-error' || reason === 'lost' || reason === 'quota-exceeded';
}

/**
 * When a download is asked for again.
 *
 * @param retry - how it has been asked for again until now.
 * @param failures - of each file that is missing.
 * @returns undefined where none of them may come, or it has been asked for often enough.
 */
export function nextAttempt(
  { limit, delays, jitter, giveUpAfter }: RetryPolicy,
  retry: DownloadRetry | undefined,
  failures: readonly DownloadFailure[],
): DownloadRetry | undefined {
  const now = Date.now();
  const { attempt = 0, mismatches: before = 0 } = retry ?? {};
  // It may have waited for others before it has failed for the first time.
  const since = (attempt > 0 && retry?.since) || now;
  const mismatches = before + (failures.some(isMismatch) ? 1 : 0);
  const coming = failures.filter(
    (failure) => mayCome(failure) || (isMismatch(failure) && mismatches < MOST_MISMATCHES),
  );
  if (coming.length === 0 || attempt >= limit || now - since > giveUpAfter * 1000) return undefined;
  const seconds = delays[Math.min(attempt, delays.length - 1)] as number;
  // Nobody is spared by waiting for what the browser has dropped.
  const delay = coming.every(({ reason }) => reason === 'lost') ? 0 : seconds * 1000;
  const at = now + Math.round(delay * (1 + jitter * (2 * Math.random() - 1)));
  return {
    attempt: attempt + 1,
    at: coming.reduce((latest, { retryAt = 0 }) => Math.max(latest, retryAt), at),
    since,
    ...(mismatches > 0 && { mismatches }),
    ...(coming.some(({ reason }) => reason === 'quota-exceeded') && { for: 'room' }),
  };
}
