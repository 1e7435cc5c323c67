import type { Job } from './job.ts';

/** Milliseconds between two announcements. */
const INTERVAL = 250;

/**
 * Update background fetch instances: tells what has changed, the latest state a while later. The interfaces do the rest
 * of it in their realms, and the end is told without delay.
 *
 * @see https://wicg.github.io/background-fetch/#update-background-fetch-instance-algorithm ("I need to debounce this")
 */
export function updateBackgroundFetchInstances(job: Job): void {
  // Aborted ones end soon, and have no patience.
  if (job.isAnnouncing || job.signal.aborted) return;
  job.isAnnouncing = true;
  const { environment, signal } = job;
  environment.sleep(INTERVAL, signal).then(() => {
    job.isAnnouncing = false;
    if (job.fetch.result === '') environment.announce(job.fetch);
  });
}
