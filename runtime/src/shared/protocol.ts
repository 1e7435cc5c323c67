import type {
  BackgroundFetchFailureReason,
  BackgroundFetchOptions,
  ImageResource,
} from './background-fetch.ts';
import type { ErrorArguments } from './errors.ts';
import type { Params } from './match-id.ts';

/** Marks our messages among all others that a page and its worker exchange. */
export const META = 'workbox-background-fetch';

/**
 * Where a download stands. `storing`: the browser has everything and the worker is writing it to Cache Storage.
 */
export type DownloadState = 'downloading' | 'storing' | 'stored' | 'failed' | 'aborted';

/**
 * Why a download failed: the specification's reasons; `lost` where the browser dropped it without an event; and what only
 * shows when a response is stored: bytes of another size or type than the file has, or a Workbox plugin that refuses it.
 */
export type DownloadFailureReason =
  | BackgroundFetchFailureReason
  | 'lost'
  | 'wrong-size'
  | 'wrong-type'
  | 'refused';

/** What went wrong with one file of a download. */
export interface DownloadFailure {
  /** Absolute. */
  url: string;
  reason: Exclude<DownloadFailureReason, ''>;
  /** The HTTP status of the response, where one has come. */
  status?: number;
  /** What was expected and what came: bytes for `wrong-size`; the URL's extension and a media type for `wrong-type`. */
  expected?: number | string;
  received?: number | string;
}

/** A download as it stands now; what crosses from the worker to the page. */
export interface DownloadSnapshot {
  id: string;
  /** The id pattern of its route. */
  route: string;
  params: Params;
  title: string;
  state: DownloadState;
  /** Bytes, decoded; without what the browser's registration adds while it runs. */
  downloaded: number;
  /** Bytes, decoded; 0 = unknown. */
  downloadTotal: number;
  failureReason: DownloadFailureReason;
  /** Which files failed, and why: the first 100 of them. Empty unless `state` is `failed`. */
  failures: DownloadFailure[];
  /** Absolute URLs of everything that belongs to the download. */
  urls: string[];
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Grows with every change: of two snapshots that overtake each other, the greater is the later. */
  updatedAt: number;
}

/** What the page may set for one download. */
export interface DownloadOverrides {
  title?: string;
  icons?: ImageResource[];
  /** Bytes, decoded; 0 = unknown. */
  downloadTotal?: number;
}

/** A request that structured clone can carry. */
export interface PlannedRequest {
  url: string;
  init: {
    headers?: Record<string, string>;
    mode?: 'cors' | 'same-origin';
    credentials?: 'omit' | 'same-origin' | 'include';
    integrity?: string;
    referrerPolicy?: string;
  };
}

/** The worker's answer to "what does this id mean?". */
export type Plan =
  | { kind: 'stored'; download: DownloadSnapshot }
  | { kind: 'start'; requests: PlannedRequest[]; options: BackgroundFetchOptions };

/** What a page asks. `started` tells the worker that the browser has taken the background fetch. */
export type PageMessage = { meta: typeof META } & (
  | { type: 'plan'; id: string; overrides: DownloadOverrides }
  | { type: 'started'; id: string; title?: string }
  | { type: 'get'; id: string }
  | { type: 'list' }
  | { type: 'remove'; id: string }
);

/** What each question is answered with. */
export interface Answers {
  plan: Plan;
  started: DownloadSnapshot;
  get: DownloadSnapshot | undefined;
  list: DownloadSnapshot[];
  remove: boolean;
}

/** A reply on the message's port. */
export type Reply<T> = { ok: true; value: T } | { ok: false; error: ErrorArguments };

/** What a page hears of a download. */
export type News =
  | { type: 'changed'; download: DownloadSnapshot }
  | { type: 'removed'; id: string; updatedAt: number };

/** What the worker tells every page of its scope. */
export type WorkerMessage = { meta: typeof META; scope: string } & News;
