/**
 * The interfaces of the Background Fetch specification as types. TypeScript's own libraries do not have them.
 *
 * @see https://wicg.github.io/background-fetch/ at commit a1f0bc2
 */

export type BackgroundFetchResult = '' | 'success' | 'failure';

export type BackgroundFetchFailureReason =
  | ''
  | 'aborted'
  | 'bad-status'
  | 'fetch-error'
  | 'quota-exceeded'
  | 'download-total-exceeded';

/** @see https://www.w3.org/TR/image-resource/ */
export interface ImageResource {
  readonly src: string;
  readonly sizes?: string;
  readonly type?: string;
  readonly label?: string;
}

export interface BackgroundFetchUIOptions {
  icons?: ImageResource[];
  title?: string;
}

export interface BackgroundFetchOptions extends BackgroundFetchUIOptions {
  /** Decoded bytes; 0 = unknown. */
  downloadTotal?: number;
}

export interface BackgroundFetchManager {
  fetch(
    id: string,
    requests: RequestInfo | RequestInfo[],
    options?: BackgroundFetchOptions,
  ): Promise<BackgroundFetchRegistration>;
  get(id: string): Promise<BackgroundFetchRegistration | undefined>;
  getIds(): Promise<string[]>;
}

export interface BackgroundFetchRegistration extends EventTarget {
  readonly id: string;
  /** Bytes, as are the three below. */
  readonly uploadTotal: number;
  readonly uploaded: number;
  readonly downloadTotal: number;
  readonly downloaded: number;
  readonly result: BackgroundFetchResult;
  readonly failureReason: BackgroundFetchFailureReason;
  readonly recordsAvailable: boolean;
  abort(): Promise<boolean>;
  match(request: RequestInfo, options?: CacheQueryOptions): Promise<BackgroundFetchRecord | undefined>;
  matchAll(request?: RequestInfo, options?: CacheQueryOptions): Promise<BackgroundFetchRecord[]>;
}

export interface BackgroundFetchRecord {
  readonly request: Request;
  readonly responseReady: Promise<Response>;
}

/** Whether this browser has Background Fetch of its own, or has been given ours. */
export function hasBackgroundFetch(): boolean {
  return 'backgroundFetch' in (globalThis.ServiceWorkerRegistration?.prototype ?? {});
}

/**
 * Whether the browser's own refuses everything, as WebKit's does behind its flag: `get()` gives null there, where others
 * give undefined.
 */
export async function refusesBackgroundFetch(registration: ServiceWorkerRegistration): Promise<boolean> {
  return (await backgroundFetchOf(registration)?.get('workbox-background-fetch')) === null;
}

/** The manager of a service worker registration, or undefined where the browser has none. */
export function backgroundFetchOf(
  registration: ServiceWorkerRegistration,
): BackgroundFetchManager | undefined {
  return (registration as { backgroundFetch?: BackgroundFetchManager }).backgroundFetch;
}
