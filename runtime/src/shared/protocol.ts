import type { BackgroundFetchOptions, ImageResource } from './background-fetch.ts';
import type { DownloadSnapshot } from './download-snapshot.ts';
import type { ErrorArguments } from './errors.ts';

/** Marks our messages among all others that a page and its worker exchange. */
export const META = 'workbox-background-fetch';

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
