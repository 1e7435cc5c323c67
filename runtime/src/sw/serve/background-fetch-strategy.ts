import { Strategy, type StrategyOptions } from 'workbox-strategies/Strategy.js';
import type { StrategyHandler } from 'workbox-strategies/StrategyHandler.js';
import { answerRequest } from './answer-request.ts';
import { prefixOfCache } from './route-storage.ts';
import { withStoredKeys } from './stored-keys.ts';

/**
 * Answers from what background fetches have stored in `cacheName`, whole or by `Range`, and otherwise from the network.
 * Nothing from the network is stored: that is what the background fetch is for. With the network gone, any other cache
 * that has the URL will do, such as the precache.
 *
 * `cacheName` defaults to `workbox-background-fetch-` and the worker's scope.
 */
export class BackgroundFetchStrategy extends Strategy {
  constructor(options: StrategyOptions = {}) {
    super(withStoredKeys(options));
  }

  async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const cached = await handler.cacheMatch(request);
    if (cached) return answerRequest(request, cached);
    try {
      return await handler.fetch(request);
    } catch (error) {
      const elsewhere = await matchAnywhere(request);
      if (elsewhere) return answerRequest(request, elsewhere);
      throw error;
    }
  }
}

/** The precache has its revisions in the query, so a URL without one is looked up without. */
async function matchAnywhere({ url }: Request): Promise<Response | undefined> {
  const options = { ignoreVary: true, ignoreSearch: !url.includes('?') };
  for (const cacheName of await caches.keys()) {
    // What one user has stored is not for another.
    const found = prefixOfCache(cacheName) ? undefined : await caches.match(url, { ...options, cacheName });
    if (found) return found;
  }
  return undefined;
}
