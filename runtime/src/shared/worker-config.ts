import type { ImageResource } from './background-fetch.ts';
import type { RequestOptions, RouteOptions } from './route.ts';

/** A request as the worker has it: the build has resolved globs and relative URLs stay relative to the base. */
export type WorkerRequest = RequestOptions;

/** A route as the worker has it. */
export interface WorkerRoute extends Omit<RouteOptions, 'requests' | 'icons'> {
  requests: WorkerRequest[];
  icons?: ImageResource[];
}

/**
 * A file of the build: its decoded size in bytes, the SHA-256 of its content (base64url), and 1 where its URL changes
 * with the content, so that it needs no revision.
 */
export type WorkerFile = readonly [size: number, hash: string, immutable?: 1];

/** What the build tells the worker. It is data: no functions, no regular expressions. */
export interface WorkerConfig {
  routes: WorkerRoute[];
  /** What relative URLs are resolved against; itself resolved against the worker's own URL. Default `./`. */
  base?: string;
  /** The build's files that the routes' templates lead to, by their URL relative to the base. */
  files?: Record<string, WorkerFile>;
  /** The script of the fallback engine, relative to the worker, and 1 where it replaces the browser's own. */
  fallback?: readonly [url: string, always?: 1];
}
