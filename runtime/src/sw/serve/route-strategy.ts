import type { WorkboxPlugin } from 'workbox-core/types.js';
import { Strategy, type StrategyOptions } from 'workbox-strategies/Strategy.js';
import { StrategyHandler } from 'workbox-strategies/StrategyHandler.js';
import { downloads } from '../ledger/downloads.ts';
import { createRangeResponse } from './range-response.ts';
import { keyPlugin, withStoredKeys } from './stored-keys.ts';

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

/**
 * What a route does: it answers with what its background fetches have stored in `cacheName`, whole or by `Range`, and
 * stores what they bring.
 */
export class RouteStrategy extends Strategy {
  constructor(options: StrategyOptions) {
    super(withStoredKeys(options));
  }

  /** Only called with what {@link answer} has found. */
  async _handle(request: Request, { params }: StrategyHandler): Promise<Response> {
    return createRangeResponse(request, (params as { found: Response }).found);
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
