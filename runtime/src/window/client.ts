import {
  type BackgroundFetchManager,
  backgroundFetchOf,
  hasBackgroundFetch,
} from '../shared/background-fetch.ts';
import { BackgroundFetchError } from '../shared/errors.ts';
import type { DownloadOverrides, DownloadSnapshot, Plan, WorkerMessage } from '../shared/protocol.ts';
import { activeRegistration } from './active-registration.ts';
import { checkOverrides } from './check-overrides.ts';
import { chooseEngine, type Fallback } from './choose-engine.ts';
import { Download } from './download.ts';
import { explainStartError } from './start-error.ts';
import { type TypedEventTarget, typedEventTarget } from './typed-event-target.ts';
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

  /** Whether this browser can fetch in the background, by itself or with the fallback engine. */
  supported(): boolean {
    return (
      globalThis.navigator?.serviceWorker !== undefined &&
      (this.#options.fallback !== undefined || hasBackgroundFetch())
    );
  }

  /**
   * Starts a download. One that is running already is joined, one that is stored is given at once, and of one that was
   * stored in part only the rest is fetched.
   *
   * @throws BackgroundFetchError `not-supported`, `no-service-worker`, `no-answer`, `unknown-id`, `invalid-overrides`,
   * `permission-denied`, `quota-exceeded`, `too-many-downloads`, `start-refused`
   */
  fetch(id: Id, overrides: DownloadOverrides = {}): Promise<Download> {
    const starting = this.#starting.get(id);
    if (starting) return starting;
    const start = this.#start(id, overrides).finally(() => this.#starting.delete(id));
    this.#starting.set(id, start);
    return start;
  }

  /** The download of this id, or undefined where there has been none or it was removed. */
  async get(id: Id): Promise<Download | undefined> {
    const snapshot = await ask(await this.#connect(), { type: 'get', id });
    return snapshot && this.#adopt(snapshot);
  }

  /** All downloads, whoever started them, the oldest first. */
  async list(): Promise<Download[]> {
    const snapshots = await ask(await this.#connect(), { type: 'list' });
    return snapshots.sort((a, b) => a.createdAt - b.createdAt).map((snapshot) => this.#adopt(snapshot));
  }

  /** Stops a running download; what was complete before stays stored. Gives false where none is running. */
  async abort(id: Id): Promise<boolean> {
    const native = await (await this.#native()).get(id);
    return native ? native.abort() : false;
  }

  /** Stops a download and deletes its files, but for those that another one has too. Gives false where there is none. */
  async remove(id: Id): Promise<boolean> {
    if (this.supported()) await this.abort(id);
    return ask(await this.#connect(), { type: 'remove', id });
  }

  async #start(id: Id, overrides: DownloadOverrides): Promise<Download> {
    checkOverrides(id, overrides);
    const manager = await this.#native();
    const registration = await this.#connect();
    if (!(await isRunning(manager, id))) {
      const plan = await ask(registration, { type: 'plan', id, overrides });
      if (plan.kind === 'stored') return this.#adopt(plan.download);
      await startNative(manager, id, plan);
    }
    const title = overrides.title;
    return this.#adopt(
      await ask(registration, title === undefined ? { type: 'started', id } : { type: 'started', id, title }),
    );
  }

  #connect(): Promise<ServiceWorkerRegistration> {
    const { registration, fallback } = this.#options;
    this.#registration ??= activeRegistration(registration)
      .then(async (active) => {
        await chooseEngine(fallback, active);
        return active;
      })
      .catch((error: unknown) => {
        this.#registration = undefined;
        throw error;
      });
    return this.#registration;
  }

  async #native(): Promise<BackgroundFetchManager> {
    if (!this.supported()) throw new BackgroundFetchError('not-supported', { feature: 'Background Fetch' });
    const manager = backgroundFetchOf(await this.#connect());
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
    const download = known ?? new Download(snapshot);
    // Answers and announcements come on different ways and may overtake each other.
    if (
      snapshot.updatedAt <= (this.#removedAt.get(snapshot.id) ?? 0) ||
      snapshot.updatedAt < download.updatedAt
    ) {
      return download;
    }
    const before = known?.state;
    this.#downloads.set(snapshot.id, download);
    if (known) Download.update(known, snapshot);
    if (snapshot.state === 'downloading') this.#follow(download).catch(() => undefined);
    if (before !== snapshot.state) this.dispatchEvent(new DownloadEvent('change', download));
    return download;
  }

  #forget(id: string, updatedAt: number): void {
    this.#removedAt.set(id, updatedAt);
    const download = this.#downloads.get(id);
    if (!download) return;
    this.#downloads.delete(id);
    Download.remove(download);
    this.dispatchEvent(new DownloadEvent('change', download));
  }

  async #follow(download: Download): Promise<void> {
    const native = await backgroundFetchOf(await this.#connect())?.get(download.id);
    if (native) Download.follow(download, native);
  }
}

async function isRunning(manager: BackgroundFetchManager, id: string): Promise<boolean> {
  return (await manager.get(id))?.result === '';
}

async function startNative(
  manager: BackgroundFetchManager,
  id: string,
  { requests, options }: Extract<Plan, { kind: 'start' }>,
): Promise<void> {
  try {
    const list = requests.map(({ url, init }) => new Request(url, init as RequestInit));
    await manager.fetch(id, list, options);
  } catch (error) {
    // Another tab may have been faster: then this is its download too.
    if (!(await isRunning(manager, id))) throw await explainStartError(error, id, manager, options);
  }
}
