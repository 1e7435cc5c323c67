import type { BackgroundFetchFailureReason } from './background-fetch.ts';
import type { Params } from './match-id.ts';

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
