import type { ModelResponse } from './responses.ts';
import type { Mortal, Turns } from './turns.ts';

/** Cache Storage, as far as the worker uses it; each call takes a turn. */
export class Caches {
  /** Name → key → what is stored. */
  readonly stored: Map<string, Map<string, ModelResponse>> = new Map();
  readonly #turns: Turns;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  has(cacheName: string, key: string): boolean {
    return this.stored.get(cacheName)?.has(key) ?? false;
  }

  /** All keys, each with its cache. */
  keys(): { cacheName: string; key: string }[] {
    return [...this.stored].flatMap(([cacheName, cache]) =>
      [...cache.keys()].map((key) => ({ cacheName, key })),
    );
  }

  /** What a worker finds as `caches`. */
  storage(owner: Mortal): object {
    const turns = this.#turns;
    const cacheOf = (name: string): Map<string, ModelResponse> => {
      const cache = this.stored.get(name) ?? new Map();
      this.stored.set(name, cache);
      return cache;
    };
    return {
      open: (name: string) =>
        turns.later(owner, () => ({
          match: (key: string) => turns.later(owner, () => cacheOf(name).get(key)),
          put: (key: string, response: ModelResponse) =>
            turns.later(owner, () => void cacheOf(name).set(key, response)),
          delete: (key: string) => turns.later(owner, () => cacheOf(name).delete(key)),
          keys: () => turns.later(owner, () => [...cacheOf(name).keys()].map((url) => ({ url }))),
        })),
      has: (name: string) => turns.later(owner, () => this.stored.has(name)),
    };
  }
}
