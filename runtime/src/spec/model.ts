/**
 * The concepts of the specification as they lie in the store: plain data that structured clone can carry. Sizes are in
 * bytes, times in milliseconds since the epoch.
 *
 * @see https://wicg.github.io/background-fetch/#infrastructure at commit a1f0bc2
 */
import type {
  BackgroundFetchFailureReason,
  BackgroundFetchResult,
  ImageResource,
} from '../shared/background-fetch.ts';

/** A request as data. */
export interface RequestData {
  /** Absolute, without a fragment. */
  url: string;
  method: string;
  headers: [name: string, value: string][];
  mode: 'cors' | 'same-origin';
  credentials: RequestCredentials;
  cache: RequestCache;
  redirect: RequestRedirect;
  referrer: string;
  referrerPolicy: ReferrerPolicy;
  integrity: string;
  /** Wholly read before a background fetch starts. */
  body: Blob | null;
}

/** A response as data, without its body. */
export interface ResponseData {
  url: string;
  status: number;
  statusText: string;
  headers: [name: string, value: string][];
  redirected: boolean;
}

/** @see https://wicg.github.io/background-fetch/#background-fetch-response-concept */
export type RecordResult = BackgroundFetchFailureReason | 'success' | 'redundant';

/** The events that a background fetch ends with. */
export type EndEventName = 'backgroundfetchsuccess' | 'backgroundfetchfail' | 'backgroundfetchabort';

/** Names one background fetch for ever: an id may be used again once its background fetch has ended. */
export type FetchKey = string;

/** @see https://wicg.github.io/background-fetch/#background-fetch-concept */
export interface BackgroundFetch {
  key: FetchKey;
  id: string;
  title: string;
  icons: ImageResource[];
  /** 0 = unknown. */
  downloadTotal: number;
  uploadTotal: number;
  uploaded: number;
  /** The "stored body bytes total". */
  downloaded: number;
  result: BackgroundFetchResult;
  failureReason: BackgroundFetchFailureReason;
  recordsAvailable: boolean;
  /** Whether it is in the registration's map of active background fetches. */
  isActive: boolean;
  /** The "abort all flag". */
  isAborted: boolean;
  /** What is still to be delivered: it is kept until a handler has finished. */
  pendingEvent?: EndEventName | undefined;
}

/**
 * A background fetch record together with its background fetch response.
 *
 * @see https://wicg.github.io/background-fetch/#background-fetch-record-concept
 */
export interface FetchRecord {
  key: FetchKey;
  /** Its place in the list of requests. */
  index: number;
  request: RequestData;
  response: ResponseData | null;
  /** Counts the times that its bytes were thrown away for a response that replaced the one before. */
  generation: number;
  /** How many bytes are stored from the start on without a gap: what a reader may have. */
  available: number;
  /** How many bytes are stored in all, those beyond a gap included. */
  stored: number;
  result: RecordResult;
}

/** Bytes as they arrive, lie in the store, and are handed out. */
export type Bytes = Blob | Uint8Array<ArrayBuffer>;

/** A run of bytes, the end not included. */
export interface Interval {
  start: number;
  end: number;
}

/** Names one record. */
export type RecordKey = Pick<FetchRecord, 'key' | 'index'>;
