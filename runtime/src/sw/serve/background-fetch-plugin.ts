import type {
  CachedResponseWillBeUsedCallbackParam,
  CacheKeyWillBeUsedCallbackParam,
  WorkboxPlugin,
} from 'workbox-core/types.js';
import { locate } from '../ledger/downloads.ts';
import { answerRequest } from './answer-request.ts';

/**
 * Leads a strategy to the cache key under which a download stores a URL: files of the build carry their revision in the
 * key. Reading answers with the last complete version.
 */
export async function cacheKeyWillBeUsed(param: CacheKeyWillBeUsedCallbackParam): Promise<Request | string> {
  const { mode, request, params } = param;
  const given = (params as { cacheKey?: string } | undefined)?.cacheKey;
  if (mode !== 'read') return given ?? request;
  const key = given ?? (await locate(request.url).catch(() => undefined))?.key;
  // The headers stay, for plugins that look at `Range`.
  return key === undefined || key === request.url ? request : new Request(key, { headers: request.headers });
}

/**
 * Lets any Workbox strategy serve what background fetches have stored, whole or by `Range`:
 * `new CacheFirst({ cacheName: 'episodes', plugins: [new BackgroundFetchPlugin()] })`.
 */
export class BackgroundFetchPlugin implements WorkboxPlugin {
  readonly cacheKeyWillBeUsed: typeof cacheKeyWillBeUsed = cacheKeyWillBeUsed;

  async cachedResponseWillBeUsed(
    param: CachedResponseWillBeUsedCallbackParam,
  ): Promise<Response | undefined> {
    return param.cachedResponse && answerRequest(param.request, param.cachedResponse);
  }
}
