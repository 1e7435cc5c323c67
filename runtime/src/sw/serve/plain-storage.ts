import { answerRequest } from './answer-request.ts';
import { type RouteStorage, storedKey } from './route-storage.ts';

/** A route's cache without Workbox's plugins, and so without Workbox. */
export function plainStorage(cacheName: string): RouteStorage {
  return {
    cacheName,
    async answer({ request }, url) {
      const found = await caches.match(await storedKey(cacheName, url), { cacheName, ignoreVary: true });
      return found && answerRequest(request, found);
    },
    /** Status 200 alone, as Workbox does by default. */
    async store({ response, cacheKey, cache }) {
      if (response.status !== 200) return undefined;
      await cache.put(cacheKey, response);
      return response;
    },
    effectiveKey: async (_event, _url, cacheKey) => cacheKey,
  };
}
