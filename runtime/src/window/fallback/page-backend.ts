import type { Backend, StartOptions } from '../../spec/backend.ts';
import { type Command, ENGINE, type Replies, type Reply, toError } from '../../spec/messages.ts';
import type { BackgroundFetch, FetchKey, RequestData } from '../../spec/model.ts';
import { News } from '../../spec/news.ts';
import { IdbFetchReader } from '../../store/fetch-reader.ts';
import { keepAlive } from './keep-alive.ts';

/** Background Fetch as a page has it: it reads the store, and leaves all work to the service worker. */
export class PageBackend implements Backend {
  readonly store: IdbFetchReader;
  readonly #registration: ServiceWorkerRegistration;
  readonly #news: News;

  constructor(registration: ServiceWorkerRegistration) {
    this.#registration = registration;
    this.store = new IdbFetchReader(registration.scope);
    this.#news = new News(registration.scope);
    keepAlive(registration, this.store, this.#news);
  }

  async start(id: string, requests: RequestData[], options: StartOptions): Promise<BackgroundFetch> {
    const fetch = await this.#ask({ type: 'start', id, requests, options });
    // From here on it has to be kept alive, also where the worker dies before it has any news.
    this.#news.hear(fetch);
    return fetch;
  }

  abort(key: FetchKey): Promise<boolean> {
    return this.#ask({ type: 'abort', key });
  }

  subscribe(key: FetchKey, listener: (fetch: BackgroundFetch) => void): () => void {
    return this.#news.subscribe(key, listener);
  }

  async #ask<C extends Command & { type: keyof Replies }>(command: C): Promise<Replies[C['type']]> {
    const { active } = this.#registration;
    if (!active) throw new TypeError('The service worker is not active');
    const { port1, port2 } = new MessageChannel();
    const answered = new Promise<Reply<Replies[C['type']]>>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    active.postMessage({ ...command, engine: ENGINE }, [port2]);
    const reply = await answered;
    port1.close();
    if (!reply.ok) throw toError(reply);
    return reply.value;
  }
}
