import type { Transfer } from './job.ts';

/** Milliseconds: what the first wait is at most, and what any is. */
const BASE = 1000;
const MOST = 300_000;

/**
 * "Wait until the resource is not temporarily unavailable", as far as one can know: until the browser is online, or as
 * long as exponential backoff with full jitter says, and no shorter than the server says.
 *
 * @see https://wicg.github.io/background-fetch/#infrastructure
 */
export async function waitUntilAvailable(transfer: Transfer): Promise<void> {
  const { environment, signal } = transfer.job;
  if (!transfer.isWaiting) transfer.job.relieve?.();
  transfer.isWaiting = true;
  if (environment.isOnline()) {
    const backoff = environment.random() * Math.min(MOST, BASE * 2 ** transfer.failures++);
    await environment.sleep(Math.max(backoff, transfer.retryAfter), signal);
  } else await environment.online(signal);
  transfer.retryAfter = 0;
}
