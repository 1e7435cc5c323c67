import type { BackgroundFetchOptions, ImageResource } from './background-fetch.ts';
import type { DownloadFile, DownloadSnapshot } from './download-snapshot.ts';
import type { ErrorArguments } from './errors.ts';

/** Marks our messages among all others that a page and its worker exchange. */
export const META = 'workbox-background-fetch';

/** What the page may set for one download. Titles are texts here, not templates. */
export interface DownloadOverrides {
  title?: string;
  successTitle?: string;
  failTitle?: string;
  icons?: ImageResource[];
  /** Bytes, decoded; 0 = unknown. */
  downloadTotal?: number;
  /** Of downloads that wait for others to end, the one with the greatest is the next. Default 0. */
  priority?: number;
  /** A name of the app's for downloads that are paused and go on together. */
  group?: string;
}

/** A request that the page gives for a route whose `requests` has `'page'`. Relative URLs are resolved against the app's base. */
export interface PageRequest {
  /** What is fetched. */
  url: string;
  /**
   * The URL under which the app asks for it, of this origin, matched by the route's `serve`: a stable name for what a signed URL
   * or another origin brings. Default: `url`.
   */
  as?: string;
  /** Decoded size, in bytes. */
  size?: number;
  /** Tells one version of the file from another; a changed revision is fetched again, a changed `url` under the same `as` is not. */
  revision?: string;
  /** Subresource-integrity metadata: other bytes are not stored. */
  integrity?: string;
  headers?: Record<string, string>;
  credentials?: 'omit' | 'same-origin' | 'include';
  mode?: 'cors' | 'same-origin';
  referrerPolicy?: string;
}

/** What a page asks for: overrides, and what is known at run time alone. */
export interface Wish extends DownloadOverrides {
  requests?: (string | PageRequest)[];
  /** Anything that structured clone can carry, 64 kB at most. */
  metadata?: unknown;
  /** Whether it is kept whatever its route's `expiration` says. */
  pinned?: boolean;
}

/** One of several that a page asks for at once. */
export interface BatchWish {
  id: string;
  wish: Wish;
}

/** The downloads that a page means: those with these ids, those of a group, or all. */
export interface MeantDownloads {
  ids?: readonly string[] | undefined;
  group?: string | undefined;
}

/** Where a download goes among those that wait. */
export type Destination = 'first' | 'last' | { before: string };

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

/** What a page is to start: a background fetch, and what it is for. */
export interface Start {
  kind: 'start';
  /** The id of the background fetch, which is the one of its download where that is the only one, after what names its namespace. */
  id: string;
  /** The ids of its downloads, where there are several, likewise. */
  ids?: string[];
  requests: PlannedRequest[];
  options: BackgroundFetchOptions;
}

/**
 * That more is to be started, but not before a time, in milliseconds since the epoch, unless something else ends: no more than eleven days
 * from now, since browsers' timers go no further.
 */
export interface Later {
  kind: 'later';
  at: number;
}

/** The worker's answer to a wish: all is stored, it is under way already, waits for others to end, or the page is to start it. */
export type Plan = { kind: 'stored' | 'running' | 'waiting'; download: DownloadSnapshot } | Start;

/**
 * What a page asks. `wish` is written down before it is answered; `started` and `refused` tell what the browser has said to the
 * start, the latter with the code of the error, which is `aborted` where it was the app; `waiting` asks for starts whose pages have gone before they could begin them,
 * for no more than `most` of them at a time. A worker that has nothing to wait in leaves `pause`, `resume` and `move` without an answer. `use` makes a namespace the
 * current one of the scope, or asks which one is; `clear` deletes all of one, by default of the current one.
 */
export type PageMessage = { meta: typeof META } & (
  | { type: 'wish'; id: string; wish: Wish }
  | { type: 'wishAll'; wishes: BatchWish[]; title?: string | undefined }
  | { type: 'started'; id: string }
  | { type: 'refused'; id: string; code?: string }
  | { type: 'waiting'; most?: number }
  | { type: 'get'; id: string }
  | { type: 'list' }
  | { type: 'files'; id: string }
  | { type: 'locate'; url: string }
  | { type: 'update'; id: string; change: DownloadChange }
  | { type: 'remove'; id: string; urls?: string[] }
  | { type: 'use'; namespace?: string }
  | { type: 'clear'; namespace?: string | undefined }
  | ({ type: 'pause' | 'resume' } & MeantDownloads)
  | { type: 'move'; id: string; to: Destination }
);

/** What of a download the app may change at any time. */
export interface DownloadChange {
  title?: string;
  metadata?: unknown;
  pinned?: boolean;
}

/** Where a stored response is. */
export interface Location {
  cacheName: string;
  key: string;
}

/** What each question is answered with. `remove` gives false where there was nothing to remove. */
export interface Answers {
  wish: Plan;
  /** Undefined where each is to be asked for by itself. */
  wishAll: Plan[] | undefined;
  started: DownloadSnapshot;
  /** Where another page has started it, or it goes on waiting; undefined where it is what it was before it was asked for. */
  refused: DownloadSnapshot | undefined;
  waiting: (Start | Later)[];
  get: DownloadSnapshot | undefined;
  list: DownloadSnapshot[];
  files: DownloadFile[];
  locate: Location | undefined;
  /** Undefined where there is no such download. */
  update: DownloadSnapshot | undefined;
  remove: boolean;
  /** The current namespace. Undefined where the worker keeps none apart. */
  use: string | undefined;
  /** Undefined where the worker keeps none apart. */
  clear: true | undefined;
  /** How many have been paused. */
  pause: number | undefined;
  /** What becomes of each that was paused. */
  resume: Plan[] | undefined;
  /** Whether it waits. */
  move: boolean | undefined;
}

/** A reply on the message's port. */
export type Reply<T> = { ok: true; value: T } | { ok: false; error: ErrorArguments };

/** What a page hears of a download. */
export type News =
  | { type: 'changed'; download: DownloadSnapshot }
  | { type: 'removed'; id: string; namespace?: string | undefined; updatedAt: number }
  | { type: 'namespace'; namespace: string };

/** What the worker tells every page of its scope. */
export type WorkerMessage = { meta: typeof META; scope: string } & News;
