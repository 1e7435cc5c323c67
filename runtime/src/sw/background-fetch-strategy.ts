import type { WorkboxPlugin } from 'workbox-core/types.js';
import { Strategy, type StrategyOptions } from 'workbox-strategies/Strategy.js';
import { StrategyHandler } from 'workbox-strategies/StrategyHandler.js';
import { cacheKeyWillBeUsed } from './background-fetch-plugin.ts';
import { downloads } from './downloads.ts';
import { createRangeResponse } from './range-response.ts';

declare const self: ServiceWorkerGlobalScope;

/** What is to be stored, and under which key. */
export interface StoreOptions {
  event: ExtendableEvent;
  request: Request;
  response: Response;
  /** An absolute URL. */
  cacheKey: string;
  /** The strategy's cache, opened. */
  cache: Cache;
}

const keyPlugin: WorkboxPlugin = { cacheKeyWillBeUsed };

/**
 * Answers from what background fetches have stored in `cacheName`, whole or by `Range`, and otherwise from the network.
 * Nothing from the network is stored: that is what the background fetch is for. With the network gone, any other cache
 * that has the URL will do, such as the precache.
 *
 * `cacheName` defaults to `workbox-background-fetch-` and the worker's scope.
 */
export class BackgroundFetchStrategy extends Strategy {
  constructor(options: StrategyOptions = {}) {
    super({
      ...options,
      cacheName: options.cacheName ?? `workbox-background-fetch-${self.registration.scope}`,
      plugins: [keyPlugin, ...(options.plugins ?? [])],
      // The browser's own fetch stored it with other request headers than an <audio> sends.
      matchOptions: { ignoreVary: true, ...options.matchOptions },
    });
  }

  async _handle(request: Request, handler: StrategyHandler): Promise<Response> {
    const { found } = (handler.params ?? {}) as { found?: Response };
    const cached = found ?? (await handler.cacheMatch(request));
    if (cached) return createRangeResponse(request, cached);
    try {
      return await handler.fetch(request);
    } catch (error) {
      const elsewhere = await matchAnywhere(request);
      if (elsewhere) return createRangeResponse(request, elsewhere);
      throw error;
    }
  }

  /**
   * Answers a request with what is stored for a URL.
   *
   * @param url - absolute: that of the request, or another that stands for it.
   * @returns undefined where nothing is stored; then no more plugins than those that look things up have been called.
   */
  async answer(event: FetchEvent, url: string): Promise<Response | undefined> {
    const { request } = event;
    const cacheKey = (await downloads.keyOf(url)) ?? url;
    const handler = this.#handler(event, request, cacheKey);
    const found = await handler.cacheMatch(request).finally(() => handler.destroy());
    return found && this.handle({ event, request, params: { found } });
  }

  /**
   * Stores a response, with the plugins' callbacks (`cacheWillUpdate`, `cacheKeyWillBeUsed`, `cacheDidUpdate`).
   *
   * @returns whether it was stored.
   * @throws what `cache.put` throws: QuotaExceededError above all.
   */
  async store({ event, request, response, cacheKey, cache }: StoreOptions): Promise<boolean> {
    if (!this.#hasOwn('cacheKeyWillBeUsed', 'cacheWillUpdate', 'cacheDidUpdate')) {
      // Workbox's default is status 200 too. Its handler would wait for a task and open the cache anew, for each.
      if (response.status !== 200) return false;
      await cache.put(cacheKey, response);
      return true;
    }
    const handler = this.#handler(event, request, cacheKey);
    try {
      return await handler.cachePut(request, response);
    } finally {
      handler.destroy();
    }
  }

  /** The URL under which the plugins let a cache key stand in the cache. */
  async effectiveKey(event: ExtendableEvent, url: string, cacheKey: string): Promise<string> {
    if (!this.#hasOwn('cacheKeyWillBeUsed')) return cacheKey;
    const request = new Request(url);
    const handler = this.#handler(event, request, cacheKey);
    try {
      return (await handler.getCacheKey(request, 'read')).url;
    } finally {
      handler.destroy();
    }
  }

  /** Whether a plugin of the app's own listens to one of these. */
  #hasOwn(...callbacks: (keyof WorkboxPlugin)[]): boolean {
    return this.plugins.some((plugin) => plugin !== keyPlugin && callbacks.some((name) => plugin[name]));
  }

  #handler(event: ExtendableEvent, request: Request, cacheKey: string): StrategyHandler {
    return new StrategyHandler(this, { event, request, url: new URL(request.url), params: { cacheKey } });
  }
}

/** The precache has its revisions in the query, so a URL without one is looked up without. */
function matchAnywhere(request: Request): Promise<Response | undefined> {
  return caches.match(request.url, { ignoreVary: true, ignoreSearch: !request.url.includes('?') });
}
