import type { BackgroundFetchEvent } from '../../shared/background-fetch-events.ts';
import { locate } from '../ledger/downloads.ts';

declare const self: ServiceWorkerGlobalScope;

/** What is to be stored, and under which key. */
export interface StoreOptions {
  event: BackgroundFetchEvent;
  /** What the app asks for. */
  url: string;
  /** What the browser has fetched. */
  request: Request;
  response: Response;
  /** An absolute URL. */
  cacheKey: string;
  /** The route's cache, opened. */
  cache: Cache;
}

/** Where a route keeps what its background fetches bring, and how it answers with it. */
export interface RouteStorage {
  readonly cacheName: string;
  /**
   * Answers a request with what is stored for a URL, whole or by `Range`.
   *
   * @param url - absolute: that of the request, or another that stands for it.
   * @returns undefined where nothing is stored.
   */
  answer(event: FetchEvent, url: string): Promise<Response | undefined>;
  /**
   * Stores a response.
   *
   * @returns what was stored, which may be another one; undefined where nothing was.
   * @throws what `cache.put` throws: QuotaExceededError above all.
   */
  store(options: StoreOptions): Promise<Response | undefined>;
  /** The URL under which a file with this cache key stands in the cache. */
  effectiveKey(event: ExtendableEvent, url: string, cacheKey: string): Promise<string>;
}

/** The cache of routes that name none. */
export const defaultCacheName = (): string => `workbox-background-fetch-${self.registration.scope}`;

/** The cache of a route in a namespace. */
export function cacheNameIn(cacheName: string, prefix: string): string {
  return prefix ? `${cacheName} ${prefix}` : cacheName;
}

/** What names the namespace of a cache; empty for one of none. */
export function prefixOfCache(cacheName: string): string {
  return / (\.\/[^/]+\/)$/.exec(cacheName)?.[1] ?? '';
}

/** The URL of a file, by its key in the cache. */
export function withoutRevision(key: string): string {
  return key.replace(/[?&]__WB_REVISION__=[^&]*$/, '');
}

/** Under which key a URL is stored. Where the ledger cannot be read, the cache tells: of several versions of a file, the last. */
export async function storedKey(cacheName: string, url: string): Promise<string> {
  try {
    return (await locate(url))?.key ?? url;
  } catch {
    const cache = await caches.open(cacheName);
    const keys = await cache.keys(url, { ignoreSearch: true, ignoreVary: true });
    return keys.findLast(({ url: key }) => withoutRevision(key) === url)?.url ?? url;
  }
}
