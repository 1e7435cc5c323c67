import type { FetchStore } from './fetch-store.ts';
import type { BackgroundFetch, EndEventName } from './model.ts';

/** The ports of the engine: everything outside of it. Tests have others than a service worker. */
export interface Environment {
  store: FetchStore;
  /** Of the service worker: `self.origin`. */
  origin: string;
  /** As `fetch`, past the service worker's own handler. */
  fetch(request: Request): Promise<Response>;
  /** Whether a Content Security Policy has kept a request for this URL from being sent. */
  isBlocked(url: string): boolean;
  /**
   * Fires a functional event at the app's listeners.
   *
   * @returns a promise that is resolved when the event is no longer active, whether its handlers have succeeded or not.
   */
  dispatch(type: EndEventName | 'backgroundfetchclick', fetch: BackgroundFetch): Promise<void>;
  /** Tells every page and the user's display how a background fetch stands now. */
  announce(fetch: BackgroundFetch): void;
  /** Free bytes of the origin's quota; Infinity where the browser does not tell. */
  freeSpace(): Promise<number>;
  isOnline(): boolean;
  /** Resolves when `isOnline()` may have changed to true, or when the signal aborts. */
  online(signal: AbortSignal): Promise<void>;
  /** Resolves after so many milliseconds, or when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** In [0, 1). */
  random(): number;
}
