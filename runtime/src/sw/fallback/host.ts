import { fireFunctionalEvent } from '../../spec/algorithms/fire-a-functional-event.ts';
import type { Backend, StartOptions } from '../../spec/backend.ts';
import { Engine } from '../../spec/engine.ts';
import type { Environment } from '../../spec/environment.ts';
import type { BackgroundFetch, FetchKey, RequestData } from '../../spec/model.ts';
import { News } from '../../spec/news.ts';
import { IdbFetchStore } from '../../store/fetch-store.ts';
import { Display } from './display.ts';
import { Hold } from './hold.ts';
import { online } from './online.ts';
import { sleep } from './sleep.ts';

declare const self: ServiceWorkerGlobalScope;

/** Runs the engine in a service worker. Of all workers of a scope only one does so at a time. */
export class Host implements Backend {
  readonly store: IdbFetchStore;
  readonly #news: News;
  readonly #engine: Engine;
  readonly #hold: Hold;

  constructor({ scope }: ServiceWorkerRegistration) {
    this.store = new IdbFetchStore(scope);
    this.#news = new News(scope);
    this.#engine = new Engine(this.#environment(new Display()));
    this.#hold = new Hold(`workbox-background-fetch-engine-${scope}`, () => this.#engine.run());
  }

  start(
    id: string,
    requests: RequestData[],
    options: StartOptions,
    key?: FetchKey,
  ): Promise<BackgroundFetch> {
    return this.#hold.during(() => this.#engine.start(id, requests, options, key));
  }

  abort(key: FetchKey): Promise<boolean> {
    return this.#hold.during(() => this.#engine.abort(key));
  }

  subscribe(key: FetchKey, listener: (fetch: BackgroundFetch) => void): () => void {
    return this.#news.subscribe(key, listener);
  }

  /**
   * Forgets all that an earlier registration of this scope has left, which ends without an event: as if its worker had been
   * unregistered together with it.
   */
  async reset(): Promise<void> {
    const [removed] = await Promise.all([this.store.clear(), this.#hold.seize()]);
    for (const fetch of removed)
      this.#news.publish({ ...fetch, isActive: false, recordsAvailable: false, pendingEvent: undefined });
  }

  /** @param fetch - as the display showed it. */
  click(fetch: BackgroundFetch): Promise<void> {
    return this.#engine.click(fetch.key, fetch);
  }

  /**
   * Goes on with all that is on disk.
   *
   * @returns a promise that resolves when nothing is left to do.
   */
  async run(): Promise<void> {
    if (!isReplaced()) await this.#hold.run();
  }

  #environment(display: Display): Environment {
    const blocked = new Set<string>();
    self.addEventListener('securitypolicyviolation', (event) =>
      blocked.add((event as SecurityPolicyViolationEvent).blockedURI),
    );
    return {
      store: this.store,
      origin: self.location.origin,
      fetch: (request) => fetch(request),
      isBlocked: (url) => blocked.has(url),
      dispatch: async (type, background) => {
        // The active worker's listeners are to hear of it, whose engine finds the event in the store.
        if (isReplaced()) throw new DOMException('Another worker has taken its place', 'InvalidStateError');
        await fireFunctionalEvent(type, {
          target: self,
          backend: this,
          fetch: background,
          updateUI: (change) => this.#engine.updateUI(background.key, change),
        });
      },
      announce: (background) => {
        this.#news.publish(background);
        display.show(background);
      },
      freeSpace: async () => {
        // WebKit has it only where a setting allows.
        const { quota = Number.POSITIVE_INFINITY, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
        return quota - usage;
      },
      isOnline: () => navigator.onLine,
      online,
      sleep,
      now: Date.now,
      random: Math.random,
    };
  }
}

/** Whether another worker of the registration is active now. Firefox, which does not say so, ends this one at once then. */
function isReplaced(): boolean {
  return self.serviceWorker?.state === 'redundant';
}
