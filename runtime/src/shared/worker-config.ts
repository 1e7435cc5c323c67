import type { ImageResource } from './background-fetch.ts';
import type { RequestOptions, RouteOptions } from './route.ts';

/** A request as the worker has it: the build has resolved globs and relative URLs stay relative to the base. */
export type WorkerRequest = RequestOptions;

/** A route as the worker has it. */
export interface WorkerRoute extends Omit<RouteOptions, 'requests' | 'icons'> {
  requests: WorkerRequest[];
  icons?: ImageResource[];
}

/** Decoded size in bytes, and the revision; null where the URL itself changes with the content. */
export type WorkerFile = readonly [size: number, revision: string | null];

/** What the build tells the worker. It is data: no functions, no regular expressions. */
export interface WorkerConfig {
  routes: WorkerRoute[];
  /** What relative URLs are resolved against; itself resolved against the worker's own URL. Default `./`. */
  base?: string;
  /** The build's files that the routes' templates lead to, by their URL relative to the base. */
  files?: Record<string, WorkerFile>;
}
