import type { WorkboxPlugin } from 'workbox-core/types.js';
import { Strategy, type StrategyOptions } from 'workbox-strategies/Strategy.js';
import { StrategyHandler } from 'workbox-strategies/StrategyHandler.js';
import { cacheKeyWillBeUsed } from './background-fetch-plugin.ts';
import { createRangeResponse } from './range-response.ts';

declare const self: ServiceWorkerGlobalScope;

/** What is to be stored, and under which key. */
export interface StoreOptions {
  event: ExtendableEvent;
  request: Request;
  response: Response;
  /** An absolute URL. */
  cacheKey: string;
}

const keyPlugin: WorkboxPlugin = { cacheKeyWillBeUsed };

/**
 * Answers from what background fetches have stored in `cacheName`, whole or by `Range`, and otherwise from the network.
 * Nothing from the network is stored: that is what the background fetch is for.
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
    const cached = await handler.cacheMatch(request);
    return cached ? createRangeResponse(request, cached) : handler.fetch(request);
  }

  /**
   * Stores a response, with the plugins' callbacks (`cacheWillUpdate`, `cacheKeyWillBeUsed`, `cacheDidUpdate`).
   *
   * @returns whether it was stored.
   * @throws what `cache.put` throws: QuotaExceededError above all.
   */
  async store({ event, request, response, cacheKey }: StoreOptions): Promise<boolean> {
    const handler = this.#handler(event, request, cacheKey);
    try {
      return await handler.cachePut(request, response);
    } finally {
      handler.destroy();
    }
  }

  /** The URL under which the plugins let a cache key stand in the cache. */
  async effectiveKey(event: ExtendableEvent, url: string, cacheKey: string): Promise<string> {
    if (!this.plugins.some((plugin) => plugin !== keyPlugin && plugin.cacheKeyWillBeUsed)) return cacheKey;
    const request = new Request(url);
    const handler = this.#handler(event, request, cacheKey);
    try {
      return (await handler.getCacheKey(request, 'read')).url;
    } finally {
      handler.destroy();
    }
  }

  #handler(event: ExtendableEvent, request: Request, cacheKey: string): StrategyHandler {
    return new StrategyHandler(this, { event, request, url: new URL(request.url), params: { cacheKey } });
  }
}
