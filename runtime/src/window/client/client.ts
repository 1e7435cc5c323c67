import type { DownloadOverrides, WorkerMessage } from '../../shared/protocol.ts';
import { Connection, type ConnectionOptions } from '../engine/connection.ts';
import { isRunning } from '../engine/start.ts';
import { answered } from '../within.ts';
import { ask, listen } from '../worker/worker-link.ts';
import { checkOverrides } from './check-overrides.ts';
import type { Download } from './download.ts';
import { KnownDownloads } from './known-downloads.ts';
import { type TypedEventTarget, typedEventTarget } from './typed-event-target.ts';

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
export type ClientOptions = ConnectionOptions;

const Target: new () => TypedEventTarget<ClientEvents> = typedEventTarget<ClientEvents>();

/**
 * The page's side: starts downloads, finds those that other tabs and earlier visits have started, and keeps them current.
 * `Id` is the union of the routes' ids.
 */
export class BackgroundFetchClient<Id extends string = string> extends Target {
  readonly #connection: Connection;
  readonly #known: KnownDownloads;
  readonly #starting = new Map<string, Promise<Download>>();

  constructor(options: ClientOptions = {}) {
    super();
    this.#connection = new Connection(options);
    this.#known = new KnownDownloads(
      () => this.#connection.engine(),
      (download) => this.dispatchEvent(new DownloadEvent('change', download)),
    );
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
    return this.#connection.isSupported;
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
    const snapshot = await ask(await this.#connection.forReading(), { type: 'get', id });
    return snapshot && this.#known.receive(snapshot);
  }

  /** All downloads, whoever started them, the oldest first. */
  async list(): Promise<Download[]> {
    const snapshots = await ask(await this.#connection.forReading(), { type: 'list' });
    return snapshots
      .sort((a, b) => a.createdAt - b.createdAt)
      .map((snapshot) => this.#known.receive(snapshot));
  }

  /** Stops a running download; what was complete before stays stored. Gives false where none is running. */
  async abort(id: Id): Promise<boolean> {
    const registration = await this.#connection.registration();
    try {
      const native = await answered('backgroundFetch.get()', (await this.#connection.manager()).get(id));
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
    return ask(await this.#connection.registration(), { type: 'remove', id });
  }

  async #start(id: Id, overrides: DownloadOverrides): Promise<Download> {
    checkOverrides(id, overrides);
    const registration = await this.#connection.registration();
    const manager = await this.#connection.manager();
    if (!(await isRunning(manager, id))) {
      const plan = await ask(registration, { type: 'plan', id, overrides });
      if (plan.kind === 'stored') return this.#known.receive(plan.download);
      await this.#connection.start(manager, id, plan);
    }
    const title = overrides.title;
    return this.#known.receive(
      await ask(registration, title === undefined ? { type: 'started', id } : { type: 'started', id, title }),
    );
  }

  async #hear(message: WorkerMessage): Promise<void> {
    const { scope } = await this.#connection.registration();
    if (message.scope !== scope) return;
    if (message.type === 'changed') this.#known.receive(message.download);
    else this.#known.forget(message.id, message.updatedAt);
  }
}
