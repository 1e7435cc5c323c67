import { type BackgroundFetchManager, backgroundFetchOf } from '../../shared/background-fetch.ts';
import { BackgroundFetchError } from '../../shared/errors.ts';
import type { Plan } from '../../shared/protocol.ts';
import { canDownload } from '../capabilities.ts';
import { activeRegistration } from '../worker/active-registration.ts';
import { chooseEngine, type Fallback, hasOurs, leaveNative } from './choose-engine.ts';
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
  #registration: Promise<ServiceWorkerRegistration> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get isSupported(): boolean {
    return canDownload(this.#options.fallback !== undefined);
  }

  /**
   * The registration; it is looked for again where it has been unregistered.
   *
   * @throws BackgroundFetchError `no-service-worker`
   */
  registration(): Promise<ServiceWorkerRegistration> {
    const connecting = Promise.resolve(this.#registration).then((known) =>
      known?.active ? known : activeRegistration(this.#options.registration),
    );
    this.#registration = connecting;
    connecting.catch(() => {
      if (this.#registration === connecting) this.#registration = undefined;
    });
    return connecting;
  }

  /** What only reads needs no engine; but what an earlier visit has begun goes on with it. */
  async forReading(): Promise<ServiceWorkerRegistration> {
    const registration = await this.registration();
    this.engine().catch(() => undefined);
    return registration;
  }

  async engine(): Promise<BackgroundFetchManager | undefined> {
    const registration = await this.registration();
    await chooseEngine(this.#options.fallback, registration);
    return backgroundFetchOf(registration);
  }

  /** @throws BackgroundFetchError `not-supported`, and what {@link registration} and choosing the engine throw. */
  async manager(): Promise<BackgroundFetchManager> {
    const manager = this.isSupported && (await this.engine());
    if (!manager) throw new BackgroundFetchError('not-supported', { feature: 'Background Fetch' });
    return manager;
  }

  /** Starts a background fetch, with our engine where the browser's own refuses for good. */
  async start(
    manager: BackgroundFetchManager,
    id: string,
    plan: Extract<Plan, { kind: 'start' }>,
  ): Promise<void> {
    try {
      await start(manager, id, plan);
    } catch (error) {
      const { fallback } = this.#options;
      if (!fallback || hasOurs() || !isRefusedForGood(error as BackgroundFetchError)) throw error;
      await leaveNative(fallback, await this.registration());
      await start(await this.manager(), id, plan);
    }
  }
}
