import type { BackgroundFetch, FetchKey } from './model.ts';

type Listener = (fetch: BackgroundFetch) => void;

/** What the engine tells all realms of its origin about the background fetches of one scope, by a BroadcastChannel. */
export class News {
  readonly #channel: BroadcastChannel;
  readonly #listeners = new Set<Listener>();

  constructor(scope: string) {
    this.#channel = new BroadcastChannel(`workbox-background-fetch-engine-${scope}`);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<BackgroundFetch>) => this.hear(data));
  }

  /** Tells every realm, this one included. */
  publish(fetch: BackgroundFetch): void {
    this.#channel.postMessage(fetch);
    // A channel does not hear itself.
    this.hear(fetch);
  }

  /**
   * @param key - of the one background fetch that is of interest; undefined for all.
   * @returns what ends it.
   */
  subscribe(key: FetchKey | undefined, listener: Listener): () => void {
    const hear: Listener = (fetch) => {
      if (key === undefined || key === fetch.key) listener(fetch);
    };
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  /** Tells this realm alone. */
  hear(fetch: BackgroundFetch): void {
    for (const listener of [...this.#listeners]) listener(fetch);
  }
}
