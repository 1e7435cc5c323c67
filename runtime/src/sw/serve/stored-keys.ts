import type { WorkboxPlugin } from 'workbox-core/types.js';
import type { StrategyOptions } from 'workbox-strategies/Strategy.js';
import { cacheKeyWillBeUsed } from './background-fetch-plugin.ts';
import { defaultCacheName } from './route-storage.ts';

export const keyPlugin: WorkboxPlugin = { cacheKeyWillBeUsed };

/** Options of a strategy that finds what downloads have stored, in their default cache where none is named. */
export function withStoredKeys(options: StrategyOptions): StrategyOptions {
  return {
    ...options,
    cacheName: options.cacheName ?? defaultCacheName(),
    plugins: [keyPlugin, ...(options.plugins ?? [])],
    // The browser's own fetch stored it with other request headers than an <audio> sends; and a HEAD is answered from a GET.
    matchOptions: { ignoreVary: true, ignoreMethod: true, ...options.matchOptions },
  };
}
