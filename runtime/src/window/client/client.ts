import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { BackgroundFetchError } from '../../shared/errors.ts';
import type { Answers, BatchWish, WorkerMessage } from '../../shared/protocol.ts';
import { Connection, type ConnectionOptions } from '../engine/connection.ts';
import { byAge, type DownloadsSnapshot, isActive } from '../state/status.ts';
import { createStore } from '../state/store.ts';
import { ask, listen, type Question } from '../worker/worker-link.ts';
import { canBeSent, checkData } from './check-data.ts';
import type { Download } from './download.ts';
import type {
  BatchItem,
  BatchOptions,
  FetchArguments,
  FetchOptions,
  IdOf,
  KnownId,
  MetadataOf,
  RoutesLike,
} from './fetch-options.ts';
import { GoingOn } from './going-on.ts';
import { KnownDownloads } from './known-downloads.ts';
import { askToPersist } from './persist.ts';
import { Starts } from './starts.ts';
import { type StorageReport, storageOf } from './storage.ts';
import type { TypedEventTarget } from './typed-event-target.ts';

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
export interface ClientOptions extends ConnectionOptions {
  /**
   * Whether the browser is asked, at the first `fetch()` or `fetchAll()`, not to evict what is stored (`navigator.storage.persist()`). Firefox asks its user.
   * Default true.
   */
  persist?: boolean;
}

const Target: new () => TypedEventTarget<ClientEvents> = EventTarget;

const nothing = (): void => undefined;

/**
 * The page's side: starts downloads, finds those that other tabs and earlier visits have started, and keeps them current.
 * `Routes` is what the routes say of their ids, or the union of the ids.
 */
export class BackgroundFetchClient<Routes extends RoutesLike = string> extends Target {
  readonly #connection: Connection;
  readonly #known: KnownDownloads;
  readonly #starts: Starts;
  readonly #goingOn: GoingOn;
  /**
   * Whether the browser is still to be asked, at the next `fetch()` or `fetchAll()`, not to evict what is stored. An app that asks by itself sets it to
   * false before.
   */
  persist: boolean;

  constructor({ persist = true, ...options }: ClientOptions = {}) {
    super();
    this.persist = persist;
    this.#connection = new Connection(options);
    const { subscribe, getSnapshot, changed } = createStore(
      () => this.#known.statuses(),
      () => this.#refresh(),
    );
    this.subscribe = subscribe;
    this.getSnapshot = getSnapshot;
    this.#known = new KnownDownloads({
      native: async (id) => (await this.#connection.engine())?.get(id),
      changed: (download) => {
        changed();
        if (download) this.dispatchEvent(new DownloadEvent('change', download));
      },
      ask: (question) => this.#ask(question),
      needsPress: () => this.#goingOn.needsPress,
    });
    this.#starts = new Starts({
      connection: this.#connection,
      ask: (question) => this.#ask(question),
      receive: (snapshot) => this.#known.receive(snapshot),
    });
    this.#goingOn = new GoingOn({
      mayStart: async () => {
        // What cannot be started here may be elsewhere.
        await this.#connection.manager();
        await this.#starts.settled();
        return this.#connection.mayStart();
      },
      start: () => this.#startWhatWaits(),
      changed: () => this.#known.refresh(),
    });
    listen((message) => {
      this.#hear(message).catch(nothing);
    });
    // What waits for another network may go on.
    const { connection } = (globalThis.navigator ?? {}) as { connection?: EventTarget };
    connection?.addEventListener('change', () => {
      if (this.#goingOn.isPutOff) this.#goingOn.at();
    });
    // A page that comes out of the back/forward cache has heard nothing while it was in there.
    globalThis.addEventListener?.('pageshow', ({ persisted }) => {
      if (persisted) this.#refresh();
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
   * `invalid-metadata`, `missing-requests`, `surplus-requests`, `invalid-request`, `not-served`, `conflicting-requests`,
   * `invalid-row`, `list-failed`, `permission-denied`, `quota-exceeded`, `too-many-downloads`, `start-refused`,
   * `fallback-not-loaded`, `timed-out`, `aborted`, `removed`; and the reason of `signal`.
   */
  async fetch<Id extends string>(
    id: KnownId<Routes, Id>,
    ...args: FetchArguments<Routes, Id>
  ): Promise<Download<MetadataOf<Routes, Id>>> {
    const [{ signal, ...wish } = {}] = args as [FetchOptions?];
    signal?.throwIfAborted();
    this.#persist();
    const begun = this.#starts.begin(id, async (stop) => {
      checkData(id, wish);
      await this.#connection.manager();
      stop.throwIfAborted();
      return this.#ask({ type: 'wish', id, wish });
    });
    if (signal) {
      const abort = (): void => void this.abort(id, signal.reason).catch(nothing);
      signal.addEventListener('abort', abort);
      begun
        .then(({ stored }) => stored)
        .catch(nothing)
        .finally(() => signal.removeEventListener('abort', abort));
    }
    return begun as Promise<Download<MetadataOf<Routes, Id>>>;
  }

  /**
   * Starts several downloads with one press: one background fetch brings what is missing of all of them, up to 50 of them and 512 MB, and
   * the others wait for it. Each is a download of its own: one that fails or is aborted takes none of the others with it.
   *
   * Only downloads of routes with `retry` come together; without one, each has a background fetch of its own.
   *
   * @returns the downloads, in the order of the ids.
   * @throws BackgroundFetchError as {@link fetch}, of the first that cannot be had; the others come all the same.
   */
  async fetchAll(
    items: readonly BatchItem<Routes>[],
    { title }: BatchOptions = {},
  ): Promise<Download<MetadataOf<Routes, IdOf<Routes>>>[]> {
    const all = (items as readonly (string | ({ id: string } & FetchOptions))[]).map((item): BatchWish => {
      const { id, ...wish } = typeof item === 'string' ? { id: item } : item;
      return { id, wish };
    });
    this.#persist();
    await this.#connection.manager();
    // What is being started here, and what cannot be sent, is left to `fetch()`.
    const wishes = all.filter(({ id, wish }) => !this.#starts.has(id) && canBeSent(id, wish));
    // Some workers take them one by one.
    const plans = (await this.#ask({ type: 'wishAll', wishes, title })) ?? [];
    const begun = new Map(plans.flatMap((plan) => this.#starts.beginAll(plan)));
    const downloads = all.map(
      ({ id, wish }) => begun.get(id) ?? this.fetch(id as never, ...([wish] as never)),
    );
    await Promise.allSettled(downloads);
    return Promise.all(downloads) as Promise<Download<MetadataOf<Routes, IdOf<Routes>>>[]>;
  }

  /** The download of this id, or undefined where there has been none or it was removed. */
  async get<Id extends IdOf<Routes>>(id: Id): Promise<Download<MetadataOf<Routes, Id>> | undefined> {
    const snapshot = await this.#ask({ type: 'get', id });
    return snapshot && (this.#known.receive(snapshot) as Download<MetadataOf<Routes, Id>>);
  }

  /** All downloads, whoever started them, the oldest first. */
  async list(): Promise<Download[]> {
    const snapshots = await this.#ask({ type: 'list' });
    return snapshots.sort(byAge).map((snapshot) => this.#known.receive(snapshot));
  }

  /**
   * The stored response of a file, under the URL that the app asks for it, whatever its key; undefined where no download has stored it.
   */
  async match(url: string | URL): Promise<Response | undefined> {
    const found = await this.#ask({ type: 'locate', url: new Request(url).url });
    return found && caches.match(found.key, { ...found, ignoreVary: true });
  }

  /**
   * Stops a download that waits or is running; what was complete before stays stored. Gives false where there is nothing to stop.
   *
   * @param reason - what a `fetch()` that is still starting it rejects with. Default: BackgroundFetchError `aborted`.
   */
  async abort(
    id: IdOf<Routes>,
    reason: unknown = new BackgroundFetchError('aborted', { id }),
  ): Promise<boolean> {
    if (this.#starts.stop(id, reason)) return true;
    let failure: unknown;
    try {
      if (await this.#starts.halt(id)) return true;
    } catch (error) {
      failure = error;
    }
    const { state, batch } = (await this.#ask({ type: 'get', id })) ?? {};
    // Without an engine nothing runs, unless the ledger says otherwise.
    if (failure && state === 'downloading') throw failure;
    if (state !== 'waiting' && !(batch && state === 'downloading')) return false;
    const left = await this.#ask({ type: 'refused', id, code: 'aborted' });
    return !left || left.state === 'aborted';
  }

  /** Stops all downloads that wait or are running. */
  async abortAll(): Promise<void> {
    for (const download of await this.list())
      if (isActive(download)) await this.abort(download.id as IdOf<Routes>);
  }

  /** Stops a download and deletes its files, but for those that another one has too. Gives false where there is none. */
  remove(id: IdOf<Routes>): Promise<boolean> {
    return this.#ask({ type: 'remove', id });
  }

  /** Removes all downloads. */
  async removeAll(): Promise<void> {
    for (const download of await this.list()) await download.remove();
  }

  /**
   * Calls a function when something has changed, once in a frame at most. The first call of it looks for the downloads.
   *
   * It needs no `this`, so that it can be handed on by itself, as to React's `useSyncExternalStore`.
   *
   * @returns what ends it.
   */
  readonly subscribe: (listener: () => void) => () => void;

  /**
   * All downloads that are known here, and how far they have come together: the same object while nothing has changed, and an empty one
   * on a server. It needs no `this` either.
   */
  readonly getSnapshot: () => DownloadsSnapshot;

  /**
   * What this origin has stored, and what of it belongs to downloads: for a page where the user sees it. It costs as much as {@link list}.
   */
  async storage(): Promise<StorageReport> {
    return storageOf(await this.list());
  }

  /** Asked once, while what the user has pressed counts; nobody waits for the answer. */
  #persist(): void {
    if (this.persist) askToPersist();
    this.persist = false;
  }

  #refresh(): void {
    this.list().catch(nothing);
  }

  async #ask<Q extends Question>(question: Q): Promise<Answers[Q['type']]> {
    // One that only waits may be gone by that.
    const wasStopped =
      question.type === 'remove' && !question.urls && (await this.abort(question.id as IdOf<Routes>));
    const answer = await ask(await this.#connection.registration(), question);
    if (question.type === 'update' && answer) this.#known.receive(answer as DownloadSnapshot);
    this.#goingOn.begin();
    return (wasStopped || answer) as Answers[Q['type']];
  }

  /** Gives when there will be more. Another one may need another press. */
  async #startWhatWaits(): Promise<number | undefined> {
    let later: number | undefined;
    for (const plan of await this.#ask({ type: 'waiting', most: 1 }))
      if (plan.kind === 'later') later = plan.at;
      else this.#starts.beginAll(plan);
    return later;
  }

  async #hear(message: WorkerMessage): Promise<void> {
    const { scope } = await this.#connection.registration();
    if (message.scope !== scope) return;
    if ('download' in message) {
      const download = this.#known.receive(message.download);
      // It is to be asked for again, or has made room for one that is.
      if (download.retry || (this.#goingOn.isPutOff && !isActive(download))) this.#goingOn.at();
      return;
    }
    this.#known.forget(message.id, message.updatedAt);
    // It has made room for one that waits for some.
    if (this.#goingOn.isPutOff) this.#goingOn.at();
  }
}
