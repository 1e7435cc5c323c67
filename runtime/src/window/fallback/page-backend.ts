import type { Backend, StartOptions } from '../../spec/backend.ts';
import { type Command, ENGINE, type Replies, type Reply, toError } from '../../spec/messages.ts';
import type { BackgroundFetch, FetchKey, RequestData } from '../../spec/model.ts';
import { News } from '../../spec/news.ts';
import { ActiveReader } from './active-reader.ts';
import { keepAlive } from './keep-alive.ts';

/** Milliseconds until a command is sent again, and how often it is. */
const PATIENCE = 5_000;
const ATTEMPTS = 12;

/** Background Fetch as a page has it: it reads the store, and leaves all work to the service worker. */
export class PageBackend implements Backend {
  readonly store: ActiveReader;
  readonly #registration: ServiceWorkerRegistration;
  readonly #news: News;

  constructor(registration: ServiceWorkerRegistration) {
    this.#registration = registration;
    this.store = new ActiveReader(registration);
    this.#news = new News(registration.scope);
    keepAlive(registration, this.store, this.#news);
  }

  async start(id: string, requests: RequestData[], options: StartOptions): Promise<BackgroundFetch> {
    const fetch = await this.#ask({ type: 'start', key: crypto.randomUUID(), id, requests, options });
    // From here on it has to be kept alive, also where the worker dies before it has any news.
    this.#news.hear(fetch);
    void this.#askForSync();
    return fetch;
  }

  abort(key: FetchKey): Promise<boolean> {
    return this.#ask({ type: 'abort', key });
  }

  subscribe(key: FetchKey, listener: (fetch: BackgroundFetch) => void): () => void {
    return this.#news.subscribe(key, listener);
  }

  /** Where there is Background Sync, the browser wakes the worker when it is online again, without any page. */
  async #askForSync(): Promise<void> {
    const { sync } = this.#registration as { sync?: { register(tag: string): Promise<void> } };
    await sync?.register(ENGINE).catch(() => undefined);
  }

  /** Asks again where a worker dies before it answers, or has to load the engine first. */
  async #ask<C extends Command & { type: keyof Replies }>(command: C): Promise<Replies[C['type']]> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { active } = this.#registration;
      if (!active) throw new TypeError('The service worker is not active');
      const { port1, port2 } = new MessageChannel();
      const reply = await new Promise<Reply<Replies[C['type']]> | undefined>((resolve) => {
        port1.onmessage = ({ data }) => resolve(data);
        setTimeout(resolve, PATIENCE);
        active.postMessage({ ...command, engine: ENGINE }, [port2]);
      });
      port1.close();
      if (reply?.ok) return reply.value;
      if (reply) throw toError(reply);
    }
    throw new DOMException('The service worker does not answer', 'OperationError');
  }
}
