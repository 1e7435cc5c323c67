import { type BackgroundFetchManager, backgroundFetchOf } from '../../shared/background-fetch.ts';
import { BackgroundFetchError } from '../../shared/errors.ts';
import type { Start } from '../../shared/protocol.ts';
import { canDownload } from '../capabilities.ts';
import { activeRegistration } from '../worker/active-registration.ts';
import { chooseEngine, type Fallback, hasOurs, useOurs } from './choose-engine.ts';
import { needsNoPress } from './permission.ts';
import { start } from './start.ts';
import { isRefusedForGood } from './start-error.ts';

/** Which worker and engine a client works with. */
export interface ConnectionOptions {
  /** The service worker registration to use. Default: the one whose scope this page is in. */
  registration?: ServiceWorkerRegistration | Promise<ServiceWorkerRegistration>;
  /** Our own engine for browsers without Background Fetch. The service worker must have its half. Default: none. */
  fallback?: Fallback;
}

/** A client's worker and its engine, each found when it is first needed. */
export class Connection {
  readonly #options: ConnectionOptions;
  #registration: ServiceWorkerRegistration | undefined;
  #connecting: Promise<ServiceWorkerRegistration> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get isSupported(): boolean {
    return canDownload(this.#options.fallback);
  }

  /**
   * The registration; it is looked for again where it has been unregistered.
   *
   * @throws BackgroundFetchError `no-service-worker`
   */
  async registration(): Promise<ServiceWorkerRegistration> {
    if (this.#registration?.active) return this.#registration;
    this.#connecting ??= activeRegistration(this.#options.registration).finally(() => {
      this.#connecting = undefined;
    });
    this.#registration = await this.#connecting;
    return this.#registration;
  }

  /** What runs background fetches; undefined where there is nothing. */
  async engine(): Promise<BackgroundFetchManager | undefined> {
    const registration = await this.registration();
    if (!this.isSupported) return undefined;
    await chooseEngine(this.#options.fallback, registration);
    return backgroundFetchOf(registration);
  }

  /** @throws BackgroundFetchError `not-supported`, and what {@link registration} and choosing the engine throw. */
  async manager(): Promise<BackgroundFetchManager> {
    const manager = await this.engine();
    if (!manager) throw new BackgroundFetchError('not-supported', { feature: 'Background Fetch' });
    return manager;
  }

  /** Whether what nobody has pressed for may be started now. */
  async mayStart(): Promise<boolean> {
    return hasOurs() || needsNoPress();
  }

  /** Starts a background fetch, with our engine where the browser's own refuses for good. */
  async start(plan: Start): Promise<void> {
    try {
      await start(await this.manager(), plan);
    } catch (error) {
      const { fallback } = this.#options;
      if (!fallback || hasOurs() || !isRefusedForGood(error)) throw error;
      await useOurs(fallback, await this.registration(), true);
      await this.start(plan);
    }
  }
}
