import type { BackgroundFetchRegistration } from '../../shared/background-fetch.ts';
import { type Deferred, deferred } from '../../shared/deferred.ts';
import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { BackgroundFetchError } from '../../shared/errors.ts';
import { outlook } from '../state/outlook.ts';
import { createRate } from '../state/rate.ts';
import { type DownloadStatus, isActive } from '../state/status.ts';
import { waitingFor } from '../state/waiting-for.ts';
import { Download, type DownloadEvents, type DownloadSource } from './download.ts';

/** A download, and what keeps it current. */
export interface Tracked {
  readonly download: Download;
  /** Takes over what the worker says; undefined: its files and its entry are gone. */
  update(snapshot?: DownloadSnapshot): void;
  /** Looks again at what it waits for. */
  refresh(): void;
  /** It is of another namespace than the current one: its id is that of another download, if any. */
  leave(): void;
  /** Follows the browser's own count while it runs. */
  follow(native?: BackgroundFetchRegistration): void;
}

/** What a tracked download needs. */
export interface TrackHost extends Pick<DownloadSource, 'ask' | 'pause' | 'resume'> {
  /** Whether this page may start nothing before somebody presses something. */
  needsPress(): boolean;
  /** Told of any change; and of a download that has appeared, changed its state or been removed. */
  changed(download?: Download): void;
}

/** What a worker has told, or that there is no such download any more. */
type Told = Omit<DownloadSnapshot, 'state'> & Pick<DownloadStatus, 'state'>;

/** Makes a download. */
export function track(snapshot: Told, { ask, pause, resume, changed, needsPress }: TrackHost): Tracked {
  // Held here, since the browser may collect a registration that only its listener keeps.
  let native: BackgroundFetchRegistration | undefined;
  let stored = unheard();
  let status: DownloadStatus | undefined;
  let isLeft = false;
  const rate = createRate(() => tell('progress'));

  const download = new Download({
    status() {
      status ??= Object.freeze({
        ...snapshot,
        // A worker of an earlier build tells none.
        failures: snapshot.failures ?? [],
        ...waitingFor(snapshot, needsPress()),
        ...outlook(snapshot.downloaded + part(native), snapshot.downloadTotal, rate.value()),
      });
      return status;
    },
    stored: () => stored.promise,
    ask: (question) =>
      isLeft ? Promise.reject(new BackgroundFetchError('removed', { id: snapshot.id })) : ask(question),
    pause,
    resume,
  });

  /** Bytes: the browser counts those of all downloads that come together. */
  function part(found?: BackgroundFetchRegistration): number {
    return Math.round((found?.downloaded ?? 0) * (snapshot.batch?.share ?? 1));
  }

  function tell(type: keyof DownloadEvents): void {
    status = undefined;
    settle();
    changed();
    download.dispatchEvent(new Event(type));
  }

  function settle(): void {
    const { id, state, failureReason: reason } = snapshot;
    if (state === 'stored') stored.resolve(download);
    if (state === 'failed')
      stored.reject(new BackgroundFetchError(state, { id, reason, failures: download.failures }));
    if (state === 'aborted' || state === 'removed') stored.reject(new BackgroundFetchError(state, { id }));
  }

  settle();
  return {
    download,
    update(next) {
      const before = download.state;
      const state = next?.state ?? 'removed';
      snapshot = { ...(next ?? snapshot), state };
      if (state !== 'downloading') {
        native = undefined;
        rate.forget();
      }
      // A promise that has been settled keeps its word; what comes after has one of its own.
      if (next && !isActive({ state: before }) && before !== state) stored = unheard();
      tell(before === state ? 'progress' : 'statechange');
    },
    refresh() {
      if (snapshot.state === 'waiting') tell('progress');
    },
    leave() {
      isLeft = true;
      this.update();
    },
    follow(found) {
      if (!found || native || download.state !== 'downloading') return;
      native = found;
      const measure = (): void => {
        if (native !== found) return;
        rate.measure(part(found));
        tell('progress');
      };
      found.addEventListener('progress', measure);
      measure();
    },
  };
}

/** A rejection that nobody waits for is no news: the state tells it too. */
function unheard(): Deferred<Download> {
  const parts = deferred<Download>();
  parts.promise.catch(() => undefined);
  return parts;
}
