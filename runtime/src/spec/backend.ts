import type { ImageResource } from '../shared/background-fetch.ts';
import type { FetchStore } from './fetch-store.ts';
import type { BackgroundFetch, FetchKey, RequestData } from './model.ts';

/** Options of `BackgroundFetchManager.fetch()`, converted. */
export interface StartOptions {
  title: string;
  icons: ImageResource[];
  /** Bytes; 0 = unknown. */
  downloadTotal: number;
}

/** What a store lets everybody read. */
export type FetchReader = Pick<
  FetchStore,
  'get' | 'getActive' | 'getAll' | 'getRecords' | 'getRecord' | 'read'
>;

/**
 * What the interfaces need of the engine: in the service worker the engine itself, in a page messages to it. Either reads
 * the same store.
 */
export interface Backend {
  readonly store: FetchReader;
  /**
   * Starts a background fetch; resolves when it is on disk.
   *
   * @throws TypeError for an id that is active or a missing active worker; DOMException `QuotaExceededError`,
   * `NotAllowedError`
   */
  start(id: string, requests: RequestData[], options: StartOptions): Promise<BackgroundFetch>;
  /** Gives false where it is not active any more. */
  abort(key: FetchKey): Promise<boolean>;
  /**
   * Calls the listener with a background fetch each time that it has changed.
   *
   * @returns what ends it.
   */
  subscribe(key: FetchKey, listener: (fetch: BackgroundFetch) => void): () => void;
}
