import type { WorkboxPlugin } from 'workbox-core/types.js';
import { Strategy, type StrategyOptions } from 'workbox-strategies/Strategy.js';
import { StrategyHandler } from 'workbox-strategies/StrategyHandler.js';
import type { DownloadHooks } from '../hooks.ts';
import { split } from '../ledger/namespaces.ts';
import { answerRequest } from './answer-request.ts';
import { plainStorage } from './plain-storage.ts';
import { type RouteStorage, type StoreOptions, storedKey } from './route-storage.ts';
import { keyPlugin, withStoredKeys } from './stored-keys.ts';

/** A route's storage with Workbox plugins, whose callbacks run as in any strategy. */
export class RouteStrategy extends Strategy implements RouteStorage {
  readonly #plain: RouteStorage;
  readonly #onRecord: DownloadHooks['onRecord'];

  constructor(options: StrategyOptions, onRecord?: DownloadHooks['onRecord']) {
    super(withStoredKeys(options));
    this.#plain = plainStorage(this.cacheName);
    this.#onRecord = onRecord;
  }

  /** Only called with what {@link answer} has found. */
  async _handle(request: Request, { params }: StrategyHandler): Promise<Response> {
    return answerRequest(request, (params as { found: Response }).found);
  }

  /** Where nothing is stored, no more plugins have been called than those that look things up. */
  async answer(event: FetchEvent, url: string): Promise<Response | undefined> {
    const { request } = event;
    const cacheKey = await storedKey(this.cacheName, url);
    const handler = this.#handler(event, request, cacheKey);
    const found = await handler.cacheMatch(request).finally(() => handler.destroy());
    return found && this.handle({ event, request, params: { found } });
  }

  /** Calls `onRecord`, then `cacheWillUpdate`, `cacheKeyWillBeUsed` and `cacheDidUpdate`. */
  async store({ response, ...options }: StoreOptions): Promise<Response | undefined> {
    const { event, url, request } = options;
    const other = await this.#onRecord?.({ ...split(event.registration.id), url, request, response });
    return this.#put({ ...options, response: other ?? response });
  }

  async #put(options: StoreOptions): Promise<Response | undefined> {
    // Workbox's handler would wait for a task and open the cache anew, for each.
    if (!this.#hasOwn('cacheKeyWillBeUsed', 'cacheWillUpdate', 'cacheDidUpdate'))
      return this.#plain.store(options);
    const { event, request, response, cacheKey } = options;
    const handler = this.#handler(event, request, cacheKey);
    try {
      return (await handler.cachePut(request, response)) ? response : undefined;
    } finally {
      handler.destroy();
    }
  }

  /** As the plugins have it. */
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
