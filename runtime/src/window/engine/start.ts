import type { BackgroundFetchManager } from '../../shared/background-fetch.ts';
import { BackgroundFetchError, type ErrorArguments } from '../../shared/errors.ts';
import type { Start } from '../../shared/protocol.ts';
import { freeSpace } from '../free-space.ts';
import { timedOut, told, within } from '../within.ts';
import { hasOurs } from './choose-engine.ts';
import { noteTaken, permissionState } from './permission.ts';
import { explainStartError } from './start-error.ts';

/** Milliseconds for a start: icons may take 30 s of it, and our engine's worker may have to be asked for 60. */
const PATIENCE = 90_000;

/**
 * Starts a background fetch as the worker has planned it; one that another tab has started meanwhile will do, too.
 *
 * @throws BackgroundFetchError `permission-denied`, `quota-exceeded`, `too-many-downloads`, `start-refused`, `timed-out`
 */
export async function start(
  manager: BackgroundFetchManager,
  { id, requests, options }: Start,
): Promise<void> {
  // When it has been taken, it tells of the next one.
  const before = hasOurs() ? undefined : await permissionState();
  const { downloadTotal = 0 } = options;
  const begun = performance.now();
  try {
    const list = requests.map(({ url, init }) => new Request(url, init as RequestInit));
    // It would be fetched in vain: browsers look at what the bytes take, and not at what it takes to copy them.
    const room = await freeSpace(downloadTotal);
    if (room.missing > 0) throw new BackgroundFetchError('quota-exceeded', { id, downloadTotal, ...room });
    await taken(manager.fetch(id, list, options));
    await noteTaken(before);
  } catch (cause) {
    const took = performance.now() - begun;
    if ((await told(() => manager.get(id)))?.result === '') return;
    if (cause instanceof BackgroundFetchError) throw cause;
    const [code, details] = await explainStartError(manager, { id, reason: String(cause), took, options });
    throw new BackgroundFetchError(...([code, details, { cause }] as ErrorArguments));
  }
}

/** The browser may ask its user first; that question has no end but the answer. */
function taken(started: Promise<unknown>): Promise<unknown> {
  return within(PATIENCE, started, async () =>
    (await permissionState()) === 'prompt' ? taken(started) : timedOut('backgroundFetch.fetch()', PATIENCE),
  );
}
