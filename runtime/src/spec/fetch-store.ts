import type {
  BackgroundFetch,
  Bytes,
  FetchKey,
  FetchRecord,
  Interval,
  RecordKey,
  RequestData,
} from './model.ts';

/** What may change in a background fetch once it has started. */
export type FetchChange = Partial<
  Pick<
    BackgroundFetch,
    | 'title'
    | 'icons'
    | 'uploaded'
    | 'result'
    | 'failureReason'
    | 'recordsAvailable'
    | 'isActive'
    | 'isAborted'
    | 'pendingEvent'
  >
>;

/** What may be set in a record. */
export type RecordChange = Partial<Pick<FetchRecord, 'response' | 'result'>>;

/** Bytes that have arrived. */
export interface Chunk extends RecordKey {
  generation: number;
  /** Where in the body they begin. */
  offset: number;
  data: Bytes;
}

/** A record and its background fetch as they are stored. */
export interface RecordAndFetch {
  record: FetchRecord;
  fetch: BackgroundFetch;
}

/** What an engine and its interfaces need of a store: all of it durable once the promise has resolved. */
export interface FetchStore {
  /**
   * Stores a new background fetch with all its requests, or nothing.
   *
   * @throws DOMException `ConstraintError` where the id is active already; `QuotaExceededError`
   */
  create(fetch: BackgroundFetch, requests: RequestData[]): Promise<void>;
  get(key: FetchKey): Promise<BackgroundFetch | undefined>;
  /** The active background fetch of an id. */
  getActive(id: string): Promise<BackgroundFetch | undefined>;
  /** Every background fetch that is stored, active or not, in the order in which they were created. */
  getAll(): Promise<BackgroundFetch[]>;
  /**
   * Changes a background fetch in one transaction.
   *
   * @param change - gets what is stored; undefined leaves it as it is.
   * @returns what is stored then, or undefined where there is no such background fetch.
   */
  update(
    key: FetchKey,
    change: (stored: BackgroundFetch) => FetchChange | undefined,
  ): Promise<BackgroundFetch | undefined>;
  getRecord(record: RecordKey): Promise<FetchRecord | undefined>;
  /** Records in the order of their requests, from `from` on, `limit` at most. */
  getRecords(key: FetchKey, from: number, limit: number): Promise<FetchRecord[]>;
  /**
   * Adds bytes to a record; a chunk of a generation that is gone is dropped. Bytes that are stored already are not
   * stored twice. `response` and `result`, where given, are set in the same transaction.
   *
   * @returns the record and its background fetch as they are stored then; undefined where either is gone.
   * @throws DOMException `QuotaExceededError`: nothing was stored.
   */
  append(chunk: Chunk, change?: RecordChange): Promise<RecordAndFetch | undefined>;
  /**
   * Throws a record's bytes and response away and begins its next generation.
   *
   * @returns the record and its background fetch as they are stored then; undefined where either is gone.
   */
  restart(record: RecordKey): Promise<RecordAndFetch | undefined>;
  /** Whether bytes can be stored as Blobs; where not, `append` takes none. */
  takesBlobs(): Promise<boolean>;
  /** Which bytes of a record are stored, in order; neighbours need not be joined. */
  intervals(record: RecordKey): Promise<Interval[]>;
  /**
   * Bytes of a record from an offset on: as many as one chunk has.
   *
   * @returns undefined where none are stored there.
   */
  read(record: RecordKey, offset: number): Promise<Bytes | undefined>;
  /** Deletes a background fetch with all that belongs to it. */
  remove(key: FetchKey): Promise<void>;
  /** Deletes what belongs to no background fetch. */
  sweep(): Promise<void>;
}
