import type { DownloadFile } from '../../shared/download-snapshot.ts';
import type { Answers } from '../../shared/protocol.ts';
import type { DownloadStatus } from '../state/status.ts';
import type { Question } from '../worker/worker-link.ts';
import { checkData } from './check-data.ts';
import type { TypedEventTarget } from './typed-event-target.ts';

/** The events of a {@link Download}. */
export interface DownloadEvents {
  /** More bytes have arrived, the browser tells about twice a second; or something else has changed, but not `state`. */
  progress: Event;
  /** `state` has changed. */
  statechange: Event;
}

/** Asks the worker. */
export type Ask = <Q extends Question>(question: Q) => Promise<Answers[Q['type']]>;

/** What a download reads, and whom it asks. */
export interface DownloadSource {
  status(): DownloadStatus;
  stored(): Promise<Download>;
  ask: Ask;
  pause(id: string): Promise<boolean>;
  resume(id: string): Promise<boolean>;
}

/** What a download shows of its {@link Download.snapshot} by itself. */
const SHOWN: readonly (keyof DownloadStatus)[] = [
  'id',
  'namespace',
  'route',
  'params',
  'title',
  'state',
  'downloaded',
  'downloadTotal',
  'progress',
  'bytesPerSecond',
  'secondsLeft',
  'failureReason',
  'failures',
  'fileCount',
  'metadata',
  'retry',
  'waitingFor',
  'batch',
  'group',
  'rank',
  'pinned',
  'createdAt',
  'updatedAt',
];

const Base: new () => TypedEventTarget<DownloadEvents> & Omit<DownloadStatus, 'metadata'> =
  EventTarget as never;

/**
 * A download as the app sees it, from the wish to the stored files. A client has one object per id, which follows the download
 * across tabs and reloads.
 */
export class Download<Metadata = unknown> extends Base {
  readonly #source: DownloadSource;

  static {
    for (const name of SHOWN)
      Object.defineProperty(Download.prototype, name, {
        get(this: Download) {
          return this.snapshot[name];
        },
      });
  }

  constructor(source: DownloadSource) {
    super();
    this.#source = source;
  }

  /** All that is to be seen of it in one object, which is another one only where something has changed. */
  get snapshot(): DownloadStatus {
    return this.#source.status();
  }

  /** What the app has given with `fetch()` or {@link update}. */
  declare readonly metadata: Metadata | undefined;

  /**
   * Resolves when everything is in Cache Storage. A later attempt has a promise of its own.
   *
   * Rejects with BackgroundFetchError `failed`, `aborted` or `removed`; unheard, that is no unhandled rejection.
   */
  get stored(): Promise<this> {
    return this.#source.stored() as Promise<this>;
  }

  /**
   * Its files: their URLs, sizes, types, and which have failed and why.
   *
   * @throws BackgroundFetchError `no-service-worker`, `no-answer`, `unknown-id`
   */
  files(): Promise<DownloadFile[]> {
    return this.#source.ask({ type: 'files', id: this.id });
  }

  /**
   * Deletes files of it, and all with the download itself where none are named. What another download has too stays.
   *
   * @param urls - as {@link files} has them, or relative to the app's base.
   * @returns false where there was nothing to delete.
   */
  remove(urls?: string[]): Promise<boolean> {
    return this.#source.ask({ type: 'remove', id: this.id, urls });
  }

  /**
   * What a pause keeps of it, beside what is stored: `'files'`, those that are complete; of one that is on its way nothing. False where there is
   * nothing to pause.
   */
  get canPause(): 'files' | false {
    const { state, waitingFor } = this.snapshot;
    return (state === 'waiting' || state === 'downloading') && waitingFor !== 'paused' && 'files';
  }

  /**
   * Stops it until {@link resume}, or until it is asked for anew.
   *
   * @returns false where there is nothing to pause.
   * @throws BackgroundFetchError `cannot-pause`
   */
  pause(): Promise<boolean> {
    return this.#source.pause(this.id);
  }

  /**
   * Has it go on where it is paused.
   *
   * @returns false where it is not.
   * @throws BackgroundFetchError as `fetch()`, and `cannot-pause`
   */
  resume(): Promise<boolean> {
    return this.#source.resume(this.id);
  }

  /**
   * Changes what the app has given; what is left out stays.
   *
   * @throws BackgroundFetchError `invalid-metadata`, `invalid-overrides`
   * @returns false where there is no such download any more.
   */
  async update(change: { title?: string; metadata?: Metadata; pinned?: boolean }): Promise<boolean> {
    checkData(this.id, change);
    return Boolean(await this.#source.ask({ type: 'update', id: this.id, change }));
  }
}
