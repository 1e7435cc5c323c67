import { setImmediate } from 'node:timers/promises';
import type { BackgroundFetchRegistration } from '../../src/shared/background-fetch.ts';
import type { DownloadSnapshot } from '../../src/shared/download-snapshot.ts';
import { BackgroundFetchError } from '../../src/shared/errors.ts';
import type { Download } from '../../src/window/client/download.ts';
import { type Tracked, track } from '../../src/window/client/track.ts';
import { snapshotOf } from './fake-page.ts';

/** What the worker tells of a download. */
export function snapshot(change: Partial<DownloadSnapshot> = {}): DownloadSnapshot {
  return snapshotOf('episode/5', {
    params: { n: '5' },
    title: 'Episode 5',
    downloaded: 10,
    metadata: { cover: 'c.jpg' },
    updatedAt: 2,
    ...change,
  });
}

const tracked = new Map<Download, Tracked>();

/**
 * Makes a download, which `forgetAll` has to follow.
 *
 * @param told.asked - takes what the download asks the worker.
 * @param told.changed - is called whenever it has changed.
 */
export function create(
  given: DownloadSnapshot,
  told: { asked?: unknown[]; changed?: () => void } = {},
): Download {
  const made = track(given, {
    async ask(question) {
      told.asked?.push(question);
      return true as never;
    },
    pause: async () => true,
    resume: async () => true,
    changed: () => told.changed?.(),
    needsPress: () => false,
  });
  tracked.set(made.download, made);
  return made.download;
}

/** Removes all downloads that were made: what is followed has timers. */
export function forgetAll(): void {
  for (const { update } of tracked.values()) update();
  tracked.clear();
}

/** What keeps a download current. */
export function of(download: Download): Tracked {
  return tracked.get(download) as Tracked;
}

/** The events that a download has dispatched since. */
export function record(download: Download): string[] {
  const seen: string[] = [];
  for (const type of ['progress', 'statechange'] as const) {
    download.addEventListener(type, (event) => seen.push(`${event.type} ${download.state}`));
  }
  return seen;
}

/** What the browser has of a download. */
export function registration(downloaded: number): BackgroundFetchRegistration & { downloaded: number } {
  return Object.assign(new EventTarget(), { downloaded }) as BackgroundFetchRegistration & {
    downloaded: number;
  };
}

/** `pending`, `stored`, or the code of the error. */
export async function outcome(stored: Promise<Download>): Promise<string> {
  const seen = stored.then(
    () => 'stored',
    (error: unknown) => (error instanceof BackgroundFetchError ? error.code : String(error)),
  );
  return Promise.race([seen, setImmediate('pending')]);
}
