interface Stored {
  url: string;
  status: number;
  headers: [name: string, value: string][];
  body: ArrayBuffer;
}

/**
 * Cache Storage in memory, as far as the worker uses it: `put` refuses what the specification refuses, a body is read
 * to its end before `put` resolves, and every `match` gives a response of its own. `Vary` is not looked at, since the
 * worker always asks to ignore it.
 *
 * @see https://w3c.github.io/ServiceWorker/#cache-objects
 */
class MemoryCache {
  readonly #stored = new Map<string, Stored>();

  async put(request: RequestInfo | URL, response: Response): Promise<void> {
    if (response.status === 206) throw new TypeError('a 206 cannot be stored');
    if (response.bodyUsed) throw new TypeError('the body is used already');
    const url = urlOf(request);
    const headers = [...response.headers].map(([name, value]): [string, string] => [name, value]);
    const body = await response.arrayBuffer();
    this.#stored.set(url, { url, status: response.status, headers, body });
  }

  async match(request: RequestInfo | URL): Promise<Response | undefined> {
    const found = this.#stored.get(urlOf(request));
    return found && new Response(found.body, { status: found.status, headers: found.headers });
  }

  async delete(request: RequestInfo | URL): Promise<boolean> {
    return this.#stored.delete(urlOf(request));
  }

  async keys(): Promise<Request[]> {
    return [...this.#stored.keys()].map((url) => new Request(url));
  }
}

/** The caches of one origin. */
export class MemoryCacheStorage {
  readonly #caches = new Map<string, MemoryCache>();

  async open(name: string): Promise<Cache> {
    const cache = this.#caches.get(name) ?? new MemoryCache();
    this.#caches.set(name, cache);
    // The rest of the interface is what the worker does not use.
    return cache as unknown as Cache;
  }

  async match(
    request: RequestInfo | URL,
    { cacheName }: { cacheName?: string } = {},
  ): Promise<Response | undefined> {
    for (const [name, cache] of this.#caches) {
      const found = cacheName === undefined || name === cacheName ? await cache.match(request) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  async has(name: string): Promise<boolean> {
    return this.#caches.has(name);
  }

  async delete(name: string): Promise<boolean> {
    return this.#caches.delete(name);
  }

  async keys(): Promise<string[]> {
    return [...this.#caches.keys()];
  }
}

function urlOf(request: RequestInfo | URL): string {
  const url = new URL(request instanceof Request ? request.url : request);
  url.hash = '';
  return url.href;
}
