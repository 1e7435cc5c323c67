import type { BackgroundFetchFailureReason } from './background-fetch.ts';
import type { Params } from './match-id.ts';

/**
 * Where a download stands. `waiting`: it is asked for, and no browser has taken it yet, or not again after a failure or a pause ({@link
 * DownloadRetry}). `storing`: the browser has everything and
 * the worker is writing it to Cache Storage.
 */
export type DownloadState = 'waiting' | 'downloading' | 'storing' | 'stored' | 'failed' | 'aborted';

/**
 * Why a download failed: the specification's reasons; `lost` where the browser dropped it without an event; `cors` where nothing has
 * come from another origin, whose server may not allow this one to read it; and what only
 * shows when a response is stored: bytes of another size, type or hash than the file has, or a Workbox plugin that refuses it.
 */
export type DownloadFailureReason =
  | BackgroundFetchFailureReason
  | 'lost'
  | 'cors'
  | 'wrong-size'
  | 'wrong-type'
  | 'integrity'
  | 'refused';

/** What went wrong with one file of a download. */
export interface DownloadFailure {
  /** Absolute. */
  url: string;
  reason: Exclude<DownloadFailureReason, ''>;
  /** The HTTP status of the response, where one has come. */
  status?: number;
  /**
   * What was expected and what came: bytes for `wrong-size`; the URL's extension and a media type for `wrong-type`; subresource-integrity
   * metadata for `integrity`.
   */
  expected?: number | string;
  received?: number | string;
  /** Before when the server does not want to be asked again (`Retry-After`), in milliseconds since the epoch. */
  retryAt?: number;
}

/** How a download is asked for again by itself, where its route has `retry`. Times are in milliseconds since the epoch. */
export interface DownloadRetry {
  /** How many times it has been, the next one included. */
  attempt: number;
  /** When it is asked for again; 0 for as soon as one of the others has ended, since the browser takes no more of them. */
  at: number;
  /** When it has failed, was refused, or has begun to wait, for the first time. */
  since: number;
  /** What it waits for, where that is not only time or the others: a network that costs nothing, room, or that the app resumes it. */
  for?: 'unmetered' | 'room' | 'paused' | undefined;
  /** Bytes that were free when there was no room. */
  free?: number;
  /** How many times something else has come in place of a file. */
  mismatches?: number;
}

/** The background fetch that brings a download together with others. */
export interface DownloadBatch {
  /** Of the background fetch. */
  id: string;
  /** What the browser shows of it, where the app has said so. */
  title?: string | undefined;
  /** The part of its bytes that are of this download, from 0 to 1: the browser counts them together. */
  share: number;
}

/** One file of a download. */
export interface DownloadFile {
  /** The URL that the app asks for; absolute. */
  url: string;
  /** `waiting`: neither stored nor known to have failed. */
  state: 'waiting' | 'stored' | 'failed';
  /** Decoded bytes, where known. */
  size?: number;
  /** The media type of what is stored. */
  type?: string;
  /** Why it has failed, where it has. */
  failure?: DownloadFailure;
}

/** A download as it stands now; what crosses from the worker to the page. */
export interface DownloadSnapshot {
  id: string;
  /** Whose it is, unless it is of the common namespace. */
  namespace?: string | undefined;
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
  /** Which files failed, and why: the first 100 of them. Empty unless `state` is `failed`, or `waiting` after a failure. */
  failures: DownloadFailure[];
  /** While it goes on by itself after a failure. */
  retry?: DownloadRetry | undefined;
  /** Its place among those that wait, where the app has moved it: the smallest is the next. */
  rank?: number;
  /** What the app calls those that are paused and go on together. */
  group?: string;
  /** While others come with it, or where they have. */
  batch?: DownloadBatch | undefined;
  /** How many files belong to it; `files()` tells which. */
  fileCount: number;
  /** What the app has given; undefined where it has given nothing. */
  metadata?: unknown;
  /** Whether it is kept whatever its route's `expiration` says. */
  pinned?: boolean;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Grows with every change: of two snapshots that overtake each other, the greater is the later. */
  updatedAt: number;
}
