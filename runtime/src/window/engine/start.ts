import type { BackgroundFetchManager } from '../../shared/background-fetch.ts';
import { BackgroundFetchError } from '../../shared/errors.ts';
import type { Plan } from '../../shared/protocol.ts';
import { answered, within } from '../within.ts';
import { explainStartError, permissionState } from './start-error.ts';

/** Milliseconds for a start: icons may take 30 s of it, and our engine's worker may have to be asked for 60. */
const PATIENCE = 90_000;

/**
 * Whether a background fetch of this id has not ended.
 *
 * @throws BackgroundFetchError `timed-out`
 */
export async function isRunning(manager: BackgroundFetchManager, id: string): Promise<boolean> {
  const found = manager.get(id).catch(() => undefined);
  return (await answered('backgroundFetch.get()', found))?.result === '';
}

/**
 * Starts a background fetch as the worker has planned it; one that another tab has started meanwhile will do, too.
 *
 * @throws BackgroundFetchError `permission-denied`, `quota-exceeded`, `too-many-downloads`, `start-refused`, `timed-out`
 */
export async function start(
  manager: BackgroundFetchManager,
  id: string,
  { requests, options }: Extract<Plan, { kind: 'start' }>,
): Promise<void> {
  const begun = performance.now();
  try {
    const list = requests.map(({ url, init }) => new Request(url, init as RequestInit));
    await taken(manager.fetch(id, list, options));
  } catch (cause) {
    const took = performance.now() - begun;
    if (await isRunning(manager, id)) return;
    throw await explainStartError(manager, { id, cause, took, options });
  }
}

/** The browser may ask its user first; that question has no end but the answer. */
async function taken(started: Promise<unknown>): Promise<void> {
  const isTaken = started.then(() => true);
  while (!(await within(PATIENCE, isTaken, () => false))) {
    if ((await permissionState()) !== 'prompt')
      throw new BackgroundFetchError('timed-out', {
        what: 'backgroundFetch.fetch()',
        seconds: PATIENCE / 1000,
      });
  }
}
