import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { BackgroundFetchError } from '../../shared/errors.ts';
import type { Answers, BatchWish, Plan, Start, WorkerMessage } from '../../shared/protocol.ts';
import { Connection, type ConnectionOptions } from '../engine/connection.ts';
import { afterPress } from '../engine/press.ts';
import { byAge, type DownloadsSnapshot, isActive } from '../state/status.ts';
import { createStore } from '../state/store.ts';
import { answered } from '../within.ts';
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
import { KnownDownloads } from './known-downloads.ts';
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
export type ClientOptions = ConnectionOptions;

const Target: new () => TypedEventTarget<ClientEvents> = EventTarget;

/** Milliseconds from a question that had no answer to the next. */
const PATIENCE = 15_000;

const nothing = (): void => undefined;

/** A start of this page's that has not ended. */
type Starting = Promise<Download> & { stop: AbortController };

/**
 * The page's side: starts downloads, finds those that other tabs and earlier visits have started, and keeps them current.
 * `Routes` is what the routes say of their ids, or the union of the ids.
 */
export class BackgroundFetchClient<Routes extends RoutesLike = string> extends Target {
  readonly #connection: Connection;
  readonly #known: KnownDownloads;
  readonly #starting = new Map<string, Starting>();
  #goesOn = false;
  /** Whether it goes on after the next press. */
  #needsPress = false;
  /** When it is to go on, in milliseconds since the epoch; 0 while nothing has ever been put off. */
  #next = 0;

  constructor(options: ClientOptions = {}) {
    super();
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
      needsPress: () => this.#needsPress,
    });
    listen((message) => {
      this.#hear(message).catch(nothing);
    });
    // What waits for another network may go on.
    const { connection } = (globalThis.navigator ?? {}) as { connection?: EventTarget };
    connection?.addEventListener('change', () => {
      if (this.#next) this.#goOnAt(1);
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
    const begun = this.#begin(id, async (stop) => {
      checkData(id, wish);
      await this.#connection.manager();
      stop.throwIfAborted();
      return this.#carryOut(await this.#ask({ type: 'wish', id, wish }), stop);
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
    await this.#connection.manager();
    // What is being started here, and what cannot be sent, is left to `fetch()`.
    const wishes = all.filter(({ id, wish }) => !this.#starting.has(id) && canBeSent(id, wish));
    // Some workers take them one by one.
    const plans = (await this.#ask({ type: 'wishAll', wishes, title })) ?? [];
    const begun = new Map(plans.flatMap((plan) => this.#beginAll(plan)));
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
    const starting = this.#starting.get(id);
    if (starting) {
      starting.stop.abort(reason);
      return true;
    }
    let failure: unknown;
    try {
      if (await this.#halt(id)) return true;
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

  #refresh(): void {
    this.list().catch(nothing);
  }

  async #ask<Q extends Question>(question: Q): Promise<Answers[Q['type']]> {
    // One that only waits may be gone by that.
    const wasStopped =
      question.type === 'remove' && !question.urls && (await this.abort(question.id as IdOf<Routes>));
    const answer = await ask(await this.#connection.registration(), question);
    if (question.type === 'update' && answer) this.#known.receive(answer as DownloadSnapshot);
    if (!this.#goesOn)
      this.#goOn().catch(() => {
        this.#goesOn = false;
      });
    return (wasStopped || answer) as Answers[Q['type']];
  }

  /** Starts what other pages have left behind before they could, and what is asked for again. */
  async #goOn(): Promise<void> {
    this.#goesOn = true;
    // What cannot be started here may be elsewhere.
    await this.#connection.manager();
    await Promise.allSettled(this.#starting.values());
    if (!(await this.#connection.mayStart())) return this.#goOnAfterPress();
    // Another one may need another press.
    for (const plan of await this.#ask({ type: 'waiting', most: 1 }))
      if (plan.kind === 'later') this.#goOnAt(plan.at);
      else this.#beginAll(plan);
  }

  #goOnAfterPress(): void {
    if (this.#needsPress) return;
    this.#needsPress = true;
    this.#known.refresh();
    afterPress(() => {
      this.#needsPress = false;
      this.#known.refresh();
      this.#goOn().catch(() => this.#goOnAt(Date.now() + PATIENCE));
    });
  }

  /**
   * An answer that is late must not put off what has been heard since.
   *
   * @param time - milliseconds since the epoch.
   */
  #goOnAt(time: number): void {
    if (this.#next && time > this.#next) return;
    this.#next = time;
    setTimeout(() => {
      if (this.#next !== time) return;
      this.#next = Number.POSITIVE_INFINITY;
      this.#goOn().catch(() => this.#goOnAt(Date.now() + PATIENCE));
    }, time - Date.now());
  }

  /** Joins the start of this id that is under way, or begins one. */
  #begin(id: string, work: (stop: AbortSignal) => Promise<Download>): Promise<Download> {
    const known = this.#starting.get(id);
    if (known) return known;
    const stop = new AbortController();
    const { signal } = stop;
    const download = new Promise<Download>((resolve, reject) => {
      // The browser may take its time with an answer; nobody waits for it then.
      signal.onabort = () => reject(signal.reason);
      work(signal)
        .finally(() => this.#starting.delete(id))
        .then(resolve, reject);
    });
    this.#starting.set(id, Object.assign(download, { stop }));
    return download;
  }

  /** Begins all that a plan is for. */
  #beginAll(plan: Plan): [id: string, download: Promise<Download>][] {
    const isStart = plan.kind === 'start';
    const ids = isStart ? (plan.ids ?? [plan.id]) : [plan.download.id];
    const taken = isStart && plan.ids ? this.#connection.start(plan) : undefined;
    taken?.catch(nothing);
    const begun = ids.map((id): [string, Promise<Download>] => {
      const download = this.#begin(id, (stop) => this.#carryOut({ ...plan, id } as Plan, stop, taken));
      download.catch(nothing);
      return [id, download];
    });
    // Where nobody wants any of it any more, the browser need not bring it.
    taken
      ?.then(() => Promise.any(begun.map(([, download]) => download)))
      .catch(() => this.#halt((plan as Start).id).catch(nothing));
    return begun;
  }

  /** @param taken - settles with the start, where that is one for several downloads. */
  async #carryOut(plan: Plan, stop: AbortSignal, taken?: Promise<void>): Promise<Download> {
    const { id } = plan.kind === 'start' ? plan : plan.download;
    try {
      const download = this.#known.receive(
        plan.kind === 'start' ? await this.#start(plan, stop, taken) : plan.download,
      );
      stop.throwIfAborted();
      return download;
    } catch (error) {
      // Nobody wants it any more.
      const isUnwanted = stop.aborted || (error as BackgroundFetchError).code === 'removed';
      if (isUnwanted && !(await this.#halt(id)) && taken)
        await this.#ask({ type: 'refused', id, code: 'aborted' });
      throw error;
    }
  }

  async #start(plan: Start, stop: AbortSignal, taken?: Promise<void>): Promise<DownloadSnapshot> {
    const { id } = plan;
    try {
      stop.throwIfAborted();
      await (taken ?? this.#connection.start(plan));
    } catch (error) {
      // A start without an answer may still be taken.
      const code = stop.aborted ? 'aborted' : (error as BackgroundFetchError | null)?.code;
      const other = code !== 'timed-out' && (await this.#ask({ type: 'refused', id, code }).catch(nothing));
      if (!other) throw error;
      // Another tab's start may have ended before the browser was asked why it refuses this one.
      return other;
    }
    return this.#ask({ type: 'started', id });
  }

  /** Has the browser abort its background fetch. */
  async #halt(id: string): Promise<boolean> {
    const native = await answered('backgroundFetch.get()', (await this.#connection.manager()).get(id));
    return native ? answered('backgroundFetch.abort()', native.abort()) : false;
  }

  async #hear(message: WorkerMessage): Promise<void> {
    const { scope } = await this.#connection.registration();
    if (message.scope !== scope) return;
    if ('download' in message) {
      const download = this.#known.receive(message.download);
      // It is to be asked for again, or has made room for one that is.
      if (download.retry || (this.#next && !isActive(download))) this.#goOnAt(1);
    } else this.#known.forget(message.id, message.updatedAt);
  }
}
