import type { ImageResource } from './background-fetch.ts';
import type {
  EachOptions,
  ListOptions,
  NavigationOptions,
  RequestOptions,
  RetryOptions,
  RouteOptions,
} from './route.ts';

/** A request as the worker has it: the build has resolved globs and relative URLs stay relative to the base. */
export type WorkerRequest = RequestOptions;

/** How failed downloads of a route are asked for again, with nothing left to defaults. */
export type RetryPolicy = Required<RetryOptions>;

/** A route as the worker has it. */
export interface WorkerRoute extends Omit<RouteOptions, 'requests' | 'icons' | 'serve' | 'retry'> {
  requests: WorkerRequest[];
  /** 1 where the page gives requests too. */
  page?: 1;
  each?: EachOptions[];
  lists?: ListOptions[];
  serve?: string[];
  icons?: ImageResource[];
  retry?: RetryPolicy;
}

/**
 * A file of the build: its size in bytes, the SHA-256 of its content (base64url), 1 where its URL changes with the
 * content, so that it needs no revision, and for a file that is compressed on disk its decoded size, where the build cannot
 * tell whether the server says so (`Content-Encoding`): either size is right then. Last, of a long file, the hashes of its pieces (of
 * each the first 21 characters), or 0 where the hash is not that of the bytes which come, since they are decoded.
 */
export type WorkerFile = readonly [
  size: number,
  hash: string,
  immutable?: 0 | 1,
  decodedSize?: number | undefined,
  pieces?: string | 0,
];

/** What the build tells the worker. It is data: no functions. */
export interface WorkerConfig {
  routes: WorkerRoute[];
  /** What relative URLs are resolved against; itself resolved against the worker's own URL. Default `./`. */
  base?: string;
  /** Where the app has its own options for Workbox's precache. */
  navigation?: NavigationOptions;
  /** How many background fetches may be under way at once, of routes with `retry`. Default: as many as browsers take. */
  concurrency?: number;
  /** Whether the downloads of namespaces are kept apart. */
  namespaces?: boolean;
  /** The build's files that the routes' templates lead to, by their URL relative to the base. */
  files?: Record<string, WorkerFile>;
  /** The script of the fallback engine, relative to the worker, and 1 where it replaces the browser's own. */
  fallback?: readonly [url: string, always?: 1];
}
