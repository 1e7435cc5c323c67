import { fireABackgroundFetchClickEvent } from './algorithms/fire-a-background-fetch-click-event.ts';
import type { Job } from './algorithms/job.ts';
import { performABackgroundFetch } from './algorithms/perform-a-background-fetch.ts';
import { Turns } from './algorithms/turns.ts';
import type { StartOptions } from './backend.ts';
import type { Environment } from './environment.ts';
import type { FetchChange } from './fetch-store.ts';
import type { BackgroundFetch, FetchKey, RequestData } from './model.ts';
import { quotaExceededError } from './quota-exceeded-error.ts';

/** Requests at a time, those of all background fetches together: more than one of them has, if all of its are long. */
const LIMIT = 8;

/**
 * Does what a browser does for Background Fetch. Whatever it has promised is in the store, so that another engine over
 * the same store goes on where this one was killed.
 *
 * @see https://wicg.github.io/background-fetch/
 */
export class Engine {
  readonly #environment: Environment;
  readonly #turns = new Turns(LIMIT);
  readonly #jobs = new Map<FetchKey, { job: Job; ended: Promise<void> }>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /**
   * Stores a background fetch and begins with it: what `fetch()` does behind the interface.
   *
   * @param key - names it: who has heard no answer can ask again.
   * @throws TypeError where the id is active; DOMException `QuotaExceededError`: nothing was stored.
   * @see https://wicg.github.io/background-fetch/#background-fetch-manager-fetch
   */
  async start(
    id: string,
    requests: RequestData[],
    { title, icons, downloadTotal }: StartOptions,
    key: FetchKey = crypto.randomUUID(),
  ): Promise<BackgroundFetch> {
    const { store } = this.#environment;
    // Deviation: as in Chromium, what cannot fit is refused before anything is fetched.
    if (downloadTotal > (await this.#environment.freeSpace())) throw quotaExceededError('Not enough space');
    const fetch: BackgroundFetch = {
      key,
      id,
      title,
      icons,
      downloadTotal,
      uploadTotal: requests.reduce((bytes, { body }) => bytes + (body?.size ?? 0), 0),
      uploaded: 0,
      downloaded: 0,
      result: '',
      failureReason: '',
      recordsAvailable: true,
      isActive: true,
      isAborted: false,
    };
    try {
      await store.create(fetch, requests);
    } catch (error) {
      const started = await store.get(key);
      if (started) return started;
      // If bgFetchMap[id] exists, reject promise with a TypeError.
      if ((error as DOMException).name === 'ConstraintError') throw new TypeError(`"${id}" is active`);
      throw error;
    }
    // In parallel, perform a background fetch with bgFetch.
    this.#perform(fetch);
    return fetch;
  }

  /**
   * Aborts a background fetch; its event comes later.
   *
   * @returns false where it is not active any more.
   * @see https://wicg.github.io/background-fetch/#background-fetch-registration-abort
   */
  async abort(key: FetchKey): Promise<boolean> {
    let isActive = false;
    // If activeBgFetches does not contain bgFetch, then resolve promise with false. Remove activeBgFetches[id]. Set
    // bgFetch's abort all flag.
    const fetch = await this.#environment.store.update(key, (stored) => {
      isActive = stored.isActive;
      return isActive ? { isActive: false, isAborted: true } : undefined;
    });
    if (!fetch || !isActive) return false;
    this.#perform(fetch).controller.abort();
    return true;
  }

  /** Changes what the user is shown. */
  async updateUI(key: FetchKey, change: Pick<FetchChange, 'title' | 'icons'>): Promise<void> {
    const fetch = await this.#environment.store.update(key, () => change);
    if (fetch) this.#environment.announce(fetch);
  }

  /**
   * Tells the app that the user has clicked.
   *
   * @param last - what the user's display knows of a background fetch that may be removed by now.
   */
  async click(key: FetchKey, last?: BackgroundFetch): Promise<void> {
    const fetch = (await this.#environment.store.get(key)) ?? last;
    if (fetch) await fireABackgroundFetchClickEvent(this.#environment, fetch);
  }

  /**
   * Goes on with all that is in the store, and with what is started meanwhile.
   *
   * @returns a promise that resolves when nothing is left to do: no active background fetch, no undelivered event.
   * @throws what the store has thrown; all that could be done is done, and the rest when it is called again.
   */
  async run(): Promise<void> {
    const { store } = this.#environment;
    await store.sweep();
    for (const fetch of await store.getAll()) this.#perform(fetch);
    let failure: unknown;
    // Those that are started meanwhile are taken in, since a Map goes on to what is added.
    for (const { ended } of this.#jobs.values())
      await ended.catch((error: unknown) => {
        failure = error;
      });
    if (failure) throw failure;
  }

  /** Only one instance of *perform a background fetch* runs per background fetch. */
  #perform(fetch: BackgroundFetch): Job {
    const performed = this.#jobs.get(fetch.key);
    if (performed) return performed.job;
    const controller = new AbortController();
    const job: Job = {
      environment: this.#environment,
      store: this.#environment.store,
      turns: this.#turns,
      controller,
      signal: controller.signal,
      fetch,
      reserved: 0,
    };
    const ended = performABackgroundFetch(job).finally(() => this.#jobs.delete(fetch.key));
    // Whoever runs the engine hears of it, if anybody does.
    ended.catch(() => undefined);
    this.#jobs.set(fetch.key, { job, ended });
    return job;
  }
}
