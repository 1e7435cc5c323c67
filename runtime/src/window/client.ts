import { type BackgroundFetchManager, backgroundFetchOf } from '../shared/background-fetch.ts';
import type { DownloadSnapshot } from '../shared/download-snapshot.ts';
import { BackgroundFetchError } from '../shared/errors.ts';
import type { DownloadOverrides, Plan, WorkerMessage } from '../shared/protocol.ts';
import { activeRegistration } from './active-registration.ts';
import { canDownload } from './capabilities.ts';
import { checkOverrides } from './check-overrides.ts';
import { chooseEngine, type Fallback, hasOurs, leaveNative } from './choose-engine.ts';
import { control, type Download } from './download.ts';
import { isRunning, start } from './start.ts';
import { isRefusedForGood } from './start-error.ts';
import { type TypedEventTarget, typedEventTarget } from './typed-event-target.ts';
import { answered } from './within.ts';
import { ask, listen } from './worker-link.ts';

/** Tells of a download that has appeared, changed its state or been removed, in this tab or another. */
export class DownloadEvent extends Event {
  readonly download: Download;

  constructor(type: string, download: Download) {
    super(type);
    this.download = download;
  }
}

/** The events of a {@link BackgroundFetchClient}. */
export interface ClientEvents {
  change: DownloadEvent;
}

/** Options of a {@link BackgroundFetchClient}. */
export interface ClientOptions {
  /** The service worker registration to use. Default: the one whose scope this page is in. */
  registration?: ServiceWorkerRegistration | Promise<ServiceWorkerRegistration>;
  /** Our own engine for browsers without Background Fetch. The service worker must have its half. Default: none. */
  fallback?: Fallback;
}

const Target: new () => TypedEventTarget<ClientEvents> = typedEventTarget<ClientEvents>();

/**
 * The page's side: starts downloads, finds those that other tabs and earlier visits have started, and keeps them current.
 * `Id` is the union of the routes' ids.
 */
export class BackgroundFetchClient<Id extends string = string> extends Target {
  readonly #options: ClientOptions;
  readonly #downloads = new Map<string, Download>();
  readonly #removedAt = new Map<string, number>();
  readonly #starting = new Map<string, Promise<Download>>();
  #registration: Promise<ServiceWorkerRegistration> | undefined;

  constructor(options: ClientOptions = {}) {
    super();
    this.#options = options;
    listen((message) => {
      this.#hear(message).catch(() => undefined);
    });
    // A page that comes out of the back/forward cache has heard nothing while it was in there.
    globalThis.addEventListener?.('pageshow', ({ persisted }) => {
      if (persisted) this.list().catch(() => undefined);
    });
  }

  /**
   * Whether this browser can fetch in the background, by itself or with the fallback engine. It looks for service workers
   * (which private windows and pages without https may lack), Cache Storage, IndexedDB, and for what the engine is made of.
   */
  supported(): boolean {
    return canDownload(this.#options.fallback !== undefined);
  }

  /**
   * Starts a download. One that is running already is joined, one that is stored is given at once, and of one that was
   * stored in part only the rest is fetched.
   *
   * It waits for as long as the browser asks the user; everything else has an end.
   *
   * @throws BackgroundFetchError `not-supported`, `no-service-worker`, `no-answer`, `unknown-id`, `invalid-overrides`,
   * `permission-denied`, `quota-exceeded`, `too-many-downloads`, `start-refused`, `fallback-not-loaded`, `timed-out`
   */
  fetch(id: Id, overrides: DownloadOverrides = {}): Promise<Download> {
    const starting = this.#starting.get(id);
    if (starting) return starting;
    const begun = this.#start(id, overrides).finally(() => this.#starting.delete(id));
    this.#starting.set(id, begun);
    return begun;
  }

  /** The download of this id, or undefined where there has been none or it was removed. */
  async get(id: Id): Promise<Download | undefined> {
    const snapshot = await ask(await this.#read(), { type: 'get', id });
    return snapshot && this.#adopt(snapshot);
  }

  /** All downloads, whoever started them, the oldest first. */
  async list(): Promise<Download[]> {
    const snapshots = await ask(await this.#read(), { type: 'list' });
    return snapshots.sort((a, b) => a.createdAt - b.createdAt).map((snapshot) => this.#adopt(snapshot));
  }

  /** Stops a running download; what was complete before stays stored. Gives false where none is running. */
  async abort(id: Id): Promise<boolean> {
    const registration = await this.#connect();
    try {
      const native = await answered('backgroundFetch.get()', (await this.#manager()).get(id));
      return native ? await answered('backgroundFetch.abort()', native.abort()) : false;
    } catch (error) {
      // Without an engine nothing runs, unless the ledger says otherwise.
      const known = await ask(registration, { type: 'get', id });
      if (known?.state === 'downloading') throw error;
      return false;
    }
  }

  /** Stops a download and deletes its files, but for those that another one has too. Gives false where there is none. */
  async remove(id: Id): Promise<boolean> {
    await this.abort(id);
    return ask(await this.#connect(), { type: 'remove', id });
  }

  async #start(id: Id, overrides: DownloadOverrides): Promise<Download> {
    checkOverrides(id, overrides);
    const registration = await this.#connect();
    const manager = await this.#manager();
    if (!(await isRunning(manager, id))) {
      const plan = await ask(registration, { type: 'plan', id, overrides });
      if (plan.kind === 'stored') return this.#adopt(plan.download);
      await this.#begin(manager, id, plan);
    }
    const title = overrides.title;
    return this.#adopt(
      await ask(registration, title === undefined ? { type: 'started', id } : { type: 'started', id, title }),
    );
  }

  /** With our engine where the browser's own refuses for good. */
  async #begin(
    manager: BackgroundFetchManager,
    id: string,
    plan: Extract<Plan, { kind: 'start' }>,
  ): Promise<void> {
    try {
      await start(manager, id, plan);
    } catch (error) {
      const { fallback } = this.#options;
      if (!fallback || hasOurs() || !isRefusedForGood(error as BackgroundFetchError)) throw error;
      await leaveNative(fallback, await this.#connect());
      await start(await this.#manager(), id, plan);
    }
  }

  /** The registration; it is looked for again where it has been unregistered. */
  #connect(): Promise<ServiceWorkerRegistration> {
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
  async #read(): Promise<ServiceWorkerRegistration> {
    const registration = await this.#connect();
    this.#engine().catch(() => undefined);
    return registration;
  }

  async #engine(): Promise<BackgroundFetchManager | undefined> {
    const registration = await this.#connect();
    await chooseEngine(this.#options.fallback, registration);
    return backgroundFetchOf(registration);
  }

  async #manager(): Promise<BackgroundFetchManager> {
    const manager = this.supported() && (await this.#engine());
    if (!manager) throw new BackgroundFetchError('not-supported', { feature: 'Background Fetch' });
    return manager;
  }

  async #hear(message: WorkerMessage): Promise<void> {
    const { scope } = await this.#connect();
    if (message.scope !== scope) return;
    if (message.type === 'changed') this.#adopt(message.download);
    else this.#forget(message.id, message.updatedAt);
  }

  #adopt(snapshot: DownloadSnapshot): Download {
    const known = this.#downloads.get(snapshot.id);
    const download = known ?? control.create(snapshot);
    // Answers and announcements come on different ways and may overtake each other.
    if (
      snapshot.updatedAt <= (this.#removedAt.get(snapshot.id) ?? 0) ||
      snapshot.updatedAt < download.updatedAt
    ) {
      return download;
    }
    const before = known?.state;
    this.#downloads.set(snapshot.id, download);
    if (known) control.update(known, snapshot);
    if (snapshot.state === 'downloading') this.#follow(download).catch(() => undefined);
    if (before !== snapshot.state) this.dispatchEvent(new DownloadEvent('change', download));
    return download;
  }

  #forget(id: string, updatedAt: number): void {
    this.#removedAt.set(id, updatedAt);
    const download = this.#downloads.get(id);
    if (!download) return;
    this.#downloads.delete(id);
    control.remove(download);
    this.dispatchEvent(new DownloadEvent('change', download));
  }

  async #follow(download: Download): Promise<void> {
    const native = await (await this.#engine())?.get(download.id);
    if (native) control.follow(download, native);
  }
}
