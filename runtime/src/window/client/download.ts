import type { BackgroundFetchRegistration } from '../../shared/background-fetch.ts';
import { type Deferred, deferred } from '../../shared/deferred.ts';
import type {
  DownloadFailure,
  DownloadFailureReason,
  DownloadSnapshot,
  DownloadState,
} from '../../shared/download-snapshot.ts';
import { BackgroundFetchError } from '../../shared/errors.ts';
import type { Params } from '../../shared/match-id.ts';
import { type TypedEventTarget, typedEventTarget } from './typed-event-target.ts';

/** The events of a {@link Download}. */
export interface DownloadEvents {
  /** More bytes have arrived; the browser tells about twice a second. */
  progress: Event;
  /** `state` has changed. */
  statechange: Event;
}

const Target: new () => TypedEventTarget<DownloadEvents> = typedEventTarget<DownloadEvents>();

/** What the client alone does with downloads. */
export interface DownloadControl {
  create(snapshot: DownloadSnapshot): Download;
  /** Takes over what the worker says. */
  update(download: Download, snapshot: DownloadSnapshot): void;
  /** Its files and its entry are gone. */
  remove(download: Download): void;
  /** Follows the browser's own count while it runs. */
  follow(download: Download, native: BackgroundFetchRegistration): void;
}

/** The class gives it away, and shows nothing of it to the app. */
export let control: DownloadControl;

/**
 * A background fetch as the app sees it, from the wish to the stored files. A client has one object per id, which
 * follows the download across tabs and reloads.
 */
export class Download extends Target {
  #snapshot: DownloadSnapshot;
  #isRemoved = false;
  // Held here, since the browser may collect a registration that only its listener keeps.
  #native: BackgroundFetchRegistration | undefined;
  #stored: Deferred<Download> = unheard();

  private constructor(snapshot: DownloadSnapshot) {
    super();
    this.#snapshot = snapshot;
    this.#settle();
  }

  get id(): string {
    return this.#snapshot.id;
  }

  /** The id pattern of the route. */
  get route(): string {
    return this.#snapshot.route;
  }

  get params(): Params {
    return this.#snapshot.params;
  }

  get title(): string {
    return this.#snapshot.title;
  }

  get state(): DownloadState | 'removed' {
    return this.#isRemoved ? 'removed' : this.#snapshot.state;
  }

  /** Decoded bytes so far, with what earlier attempts have stored. */
  get downloaded(): number {
    return this.#snapshot.downloaded + (this.#native?.downloaded ?? 0);
  }

  /** Decoded bytes in all; 0 = unknown. */
  get downloadTotal(): number {
    return this.#snapshot.downloadTotal;
  }

  /** Empty unless `state` is `failed` or `aborted`. */
  get failureReason(): DownloadFailureReason {
    return this.#snapshot.failureReason;
  }

  /** Which files failed and why, the first 100 of them. Empty unless `state` is `failed`. */
  get failures(): readonly DownloadFailure[] {
    // A worker of an earlier build tells none.
    return this.#snapshot.failures ?? [];
  }

  /** Absolute URLs of everything that belongs to it. */
  get urls(): readonly string[] {
    return this.#snapshot.urls;
  }

  /** Milliseconds since the epoch. */
  get createdAt(): number {
    return this.#snapshot.createdAt;
  }

  /** Milliseconds since the epoch. */
  get updatedAt(): number {
    return this.#snapshot.updatedAt;
  }

  /**
   * Resolves when everything is in Cache Storage. A later attempt has a promise of its own.
   *
   * Rejects with BackgroundFetchError `failed`, `aborted` or `removed`; unheard, that is no unhandled rejection.
   */
  get stored(): Promise<Download> {
    return this.#stored.promise;
  }

  static {
    control = {
      create: (snapshot) => new Download(snapshot),
      update: (download, snapshot) => download.#update(snapshot),
      remove: (download) => download.#remove(),
      follow: (download, native) => download.#follow(native),
    };
  }

  #update(snapshot: DownloadSnapshot): void {
    const before = this.state;
    if (snapshot.state !== 'downloading') this.#native = undefined;
    // A promise that has been settled keeps its word; what comes after has one of its own.
    if (!isOpen(before) && before !== snapshot.state) this.#stored = unheard();
    this.#isRemoved = false;
    this.#snapshot = snapshot;
    this.#settle();
    this.dispatchEvent(new Event(before === snapshot.state ? 'progress' : 'statechange'));
  }

  #remove(): void {
    this.#native = undefined;
    this.#isRemoved = true;
    this.#stored.reject(new BackgroundFetchError('removed', { id: this.id }));
    this.dispatchEvent(new Event('statechange'));
  }

  #follow(native: BackgroundFetchRegistration): void {
    if (this.#native || this.state !== 'downloading') return;
    this.#native = native;
    native.addEventListener('progress', () => {
      if (this.#native === native) this.dispatchEvent(new Event('progress'));
    });
    this.dispatchEvent(new Event('progress'));
  }

  #settle(): void {
    const { id, state, failureReason: reason } = this.#snapshot;
    const { failures } = this;
    if (state === 'stored') this.#stored.resolve(this);
    if (state === 'failed') this.#stored.reject(new BackgroundFetchError('failed', { id, reason, failures }));
    if (state === 'aborted') this.#stored.reject(new BackgroundFetchError('aborted', { id }));
  }
}

function isOpen(state: Download['state']): boolean {
  return state === 'downloading' || state === 'storing';
}

/** A rejection that nobody waits for is no news: the state tells it too. */
function unheard(): Deferred<Download> {
  const parts = deferred<Download>();
  parts.promise.catch(() => undefined);
  return parts;
}
