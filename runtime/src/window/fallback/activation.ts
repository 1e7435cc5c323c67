import { within } from '../within.ts';
import { missing } from '../worker/active-registration.ts';
import { reaches } from '../worker/reaches.ts';

/** Milliseconds for an installation, which fetches the precache. */
const PATIENCE = 60_000;

/**
 * Waits until a worker is the active one.
 *
 * @throws BackgroundFetchError `no-service-worker`
 */
export async function activation(worker: ServiceWorker): Promise<void> {
  await within(PATIENCE, reaches(worker, /activ|redundant/), () => {
    throw missing('still installing');
  });
  if (worker.state === 'redundant') throw missing('not installed');
}
