import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { BackgroundFetchError } from '../../shared/errors.ts';
import type { Answers, BatchWish, MeantDownloads, WorkerMessage } from '../../shared/protocol.ts';
import { Connection, type ConnectionOptions } from '../engine/connection.ts';
import { byAge, type DownloadsSnapshot, isActive } from '../state/status.ts';
import { createStore } from '../state/store.ts';
import { ask, listen, type Question } from '../worker/worker-link.ts';
import { canBeSent, checkData } from './check-data.ts';
import { checkNamespace } from './check-namespace.ts';
import { CurrentNamespace } from './current-namespace.ts';
import type { Download } from './download.ts';
import { type ClientEvents, DownloadEvent } from './download-event.ts';
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
import { stopDownload } from './stop-download.ts';
import { type StorageReport, storageOf } from './storage.ts';
import { type DownloadTarget, toTarget } from './target.ts';
import type { TypedEventTarget } from './typed-event-target.ts';

/** Options of a {@link BackgroundFetchClient}. */
export interface ClientOptions extends ConnectionOptions {
  /** What {@link BackgroundFetchClient.use} is called with before anything else is asked. Default: it is not. */
  namespace?: string;
  /**
   * Whether the browser is asked, at the first `fetch()` or `fetchAll()`, not to evict what is stored (`navigator.storage.persist()`). Firefox asks its user.
   * Default true.
   */
  persist?: boolean;
}

const Base: new () => TypedEventTarget<ClientEvents> = EventTarget;

const nothing = (): void => undefined;

/**
 * The page's side: starts downloads, finds those that other tabs and earlier visits have started, and keeps them current.
 * `Routes` is what the routes say of their ids, or the union of the ids.
 */
export class BackgroundFetchClient<Routes extends RoutesLike = string> extends Base {
  readonly #connection: Connection;
  readonly #known: KnownDownloads;
  readonly #starts: Starts;
  readonly #goingOn: GoingOn;
  readonly #current: CurrentNamespace;
  /**
   * Whether the browser is still to be asked, at the next `fetch()` or `fetchAll()`, not to evict what is stored. An app that asks by itself sets it to
   * false before.
   */
  persist: boolean;

  constructor({ persist = true, namespace, ...options }: ClientOptions = {}) {
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
      pause: (id) => this.pause(id as IdOf<Routes>),
      resume: (id) => this.resume(id as IdOf<Routes>),
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
    this.#current = new CurrentNamespace(namespace, {
      send: (question) => this.#send(question),
      entered: (current) => this.#enter(current),
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
      if (persisted) this.#catchUp().catch(nothing);
    });
  }

  /** The namespace that is the current one as far as this page has heard; empty for the common one. */
  get namespace(): string {
    return this.#known.namespace ?? '';
  }

  /**
   * Makes a namespace, such as the id of a user, the current one of all pages of the worker's scope, until another one is: nobody sees or
   * is served anything but its downloads. What runs for another one goes on, and is stored for that one.
   *
   * @param namespace - empty for the common one, which is also that of apps that use none.
   * @throws BackgroundFetchError `invalid-namespace`, `no-namespaces`, `no-service-worker`, `no-answer`
   */
  use(namespace = ''): Promise<void> {
    return this.#current.choose(namespace);
  }

  /**
   * Deletes all of a namespace: its downloads, also those that run, their files and caches.
   *
   * @param namespace - Default: the current one.
   * @throws BackgroundFetchError `invalid-namespace`, `no-namespaces`, `no-service-worker`, `no-answer`
   */
  async clear(namespace?: string): Promise<void> {
    checkNamespace(namespace ?? '');
    if (await this.#ask({ type: 'clear', namespace })) return;
    if (namespace) throw new BackgroundFetchError('no-namespaces', { namespace });
    await this.removeAll();
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
   * `invalid-row`, `list-failed`, `prepare-failed`, `permission-denied`, `quota-exceeded`, `too-many-downloads`, `start-refused`,
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
    { title, group }: BatchOptions = {},
  ): Promise<Download<MetadataOf<Routes, IdOf<Routes>>>[]> {
    const all = (items as readonly (string | ({ id: string } & FetchOptions))[]).map((item): BatchWish => {
      const { id, ...wish } = typeof item === 'string' ? { id: item } : item;
      return { id, wish: { ...(group !== undefined && { group }), ...wish } };
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
    return stopDownload(id, reason, {
      starts: this.#starts,
      known: this.#known,
      ask: (question) => this.#ask(question),
    });
  }

  /** Stops all downloads that wait or are running. */
  async abortAll(): Promise<void> {
    for (const download of await this.list())
      if (isActive(download)) await this.abort(download.id as IdOf<Routes>);
  }

  /**
   * Stops downloads that wait or are running, until {@link resume} or a `fetch()` of the same id; over reloads too, and whatever time passes. Files that are
   * complete are stored; one that is on its way is fetched from its start again.
   *
   * @param target - one, several, or a group.
   * @returns false where there is nothing to pause.
   * @throws BackgroundFetchError `cannot-pause`, `no-service-worker`, `no-answer`
   */
  pause(target: DownloadTarget<Routes>): Promise<boolean> {
    return this.#pause(toTarget(target));
  }

  /** Pauses all downloads that wait or are running. */
  pauseAll(): Promise<boolean> {
    return this.#pause({});
  }

  /**
   * Has downloads that are paused go on: one background fetch brings what is missing of them. Call it in answer to a press, as `fetch()`.
   *
   * @param target - one, several, or a group.
   * @returns false where none is paused.
   * @throws BackgroundFetchError as {@link fetch}, of the first that cannot be had, and `cannot-pause`; the others go on.
   */
  resume(target: DownloadTarget<Routes>): Promise<boolean> {
    return this.#resume(toTarget(target));
  }

  /** Has all downloads go on that are paused. */
  resumeAll(): Promise<boolean> {
    return this.#resume({});
  }

  /**
   * Moves a download among those that wait; it takes over the priority of where it goes.
   *
   * @param to - before all others, behind them, or before one of them.
   * @returns false where it does not wait, or the other one does not.
   * @throws BackgroundFetchError `cannot-pause`, `no-service-worker`, `no-answer`
   */
  async move(id: IdOf<Routes>, to: 'first' | 'last' | { readonly before: IdOf<Routes> }): Promise<boolean> {
    return this.#told(await this.#ask({ type: 'move', id, to }));
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

  async #pause(target: MeantDownloads): Promise<boolean> {
    return this.#told(await this.#ask({ type: 'pause', ...target })) > 0;
  }

  async #resume(target: MeantDownloads): Promise<boolean> {
    await this.#connection.manager();
    const plans = this.#told(await this.#ask({ type: 'resume', ...target }));
    const begun = plans.flatMap((plan) => this.#starts.beginAll(plan)).map(([, download]) => download);
    await Promise.allSettled(begun);
    await Promise.all(begun);
    return begun.length > 0;
  }

  /** @throws BackgroundFetchError where the worker has nothing that downloads wait in. */
  #told<T>(answer: T | undefined): T {
    if (answer === undefined) throw new BackgroundFetchError('cannot-pause', { option: 'retry' });
    return answer;
  }

  /** Asked once, while what the user has pressed counts; nobody waits for the answer. */
  #persist(): void {
    if (this.persist) askToPersist();
    this.persist = false;
  }

  #refresh(): void {
    this.list().catch(nothing);
  }

  /** Shows what the current namespace has. */
  #enter(namespace: string): void {
    if (!this.#known.enter(namespace)) return;
    this.#starts.leave();
    this.#goingOn.at();
    this.#refresh();
  }

  async #catchUp(): Promise<void> {
    await this.#current.catchUp();
    await this.list();
  }

  async #ask<Q extends Question>(question: Q): Promise<Answers[Q['type']]> {
    // One that only waits may be gone by that.
    const wasStopped =
      question.type === 'remove' && !question.urls && (await this.abort(question.id as IdOf<Routes>));
    await this.#current.ready();
    const answer = await this.#send(question);
    if (question.type === 'update' && answer) this.#known.receive(answer as DownloadSnapshot);
    this.#goingOn.begin();
    return (wasStopped || answer) as Answers[Q['type']];
  }

  async #send<Q extends Question>(question: Q): Promise<Answers[Q['type']]> {
    return ask(await this.#connection.registration(), question);
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
    } else if (message.type === 'namespace') this.#enter(message.namespace);
    else {
      this.#known.forget(message);
      // It has made room for one that waits for some.
      if (this.#goingOn.isPutOff) this.#goingOn.at();
    }
  }
}
