import type { ImageResource } from './background-fetch.ts';

/** How a file is compressed on disk that the server sends with this as its `Content-Encoding`. */
export type ContentEncoding = 'gzip' | 'br' | 'deflate' | 'identity';

/**
 * A request of a route. In `url`, `:name` and `*` stand for the parameters of the id; a relative URL is resolved against
 * the app's base.
 */
export interface RequestOptions {
  url: string;
  /** Decoded size, in bytes. The build knows it for the files that it emits. */
  size?: number;
  /** Subresource-integrity metadata, given on to the request. */
  integrity?: string;
  /** Tells one version of the resource from another; a changed revision is fetched again. */
  revision?: string;
  /** Only GET: Cache Storage keeps nothing else. */
  method?: 'GET';
  headers?: Record<string, string>;
  mode?: 'cors' | 'same-origin';
  credentials?: 'omit' | 'same-origin' | 'include';
  referrerPolicy?: string;
  /**
   * The `Content-Encoding` that the server sends for a file that is compressed on disk, such as `game.data.gz`; `identity`
   * where it sends such a file as it is. Default: the build sees that it is compressed, and either is right.
   */
  contentEncoding?: ContentEncoding;
}

/** Stands for every file of the build's output that the pattern matches; none of them is precached. */
export interface GlobOptions {
  /** Relative to the output folder, with forward slashes. */
  glob: string | string[];
  /** Patterns of files to leave out. */
  ignore?: string | string[];
  /** As that of a request, for all of the files. */
  contentEncoding?: ContentEncoding;
}

/** One declarative route. */
export interface RouteOptions {
  /** Names the route and matches ids: `episode/:slug`, in the pathname syntax of URLPattern. */
  id: string;
  requests: string | RequestOptions | GlobOptions | (string | RequestOptions | GlobOptions)[];
  /** Shown by the browser while it downloads. Default: the name in the web app manifest. */
  title?: string;
  /** Shown by the browser when all is stored. */
  successTitle?: string;
  /** Shown by the browser when something failed. */
  failTitle?: string;
  /** Default: the icons of the web app manifest. */
  icons?: ImageResource[];
  /** Decoded bytes of all requests together. Default: their sizes where all are known, otherwise 0 (unknown). */
  downloadTotal?: number;
  /** Default: `workbox-background-fetch-` and the worker's scope. */
  cacheName?: string;
  /** The page that a click on the browser's download UI leads to: a template of a URL of this origin. */
  click?: string;
}

/** What the bundler plugins and `workbox-background-fetch/build` take. */
export interface BackgroundFetchOptions {
  routes: RouteOptions[];
  /**
   * Our own engine: `auto` where the browser has no Background Fetch, `always` in the place of the browser's own too,
   * false for nowhere. Default `auto`.
   */
  fallback?: FallbackMode;
  /** For workers by hand: as their options of `precacheAndRoute`. Default: those of generateSW, otherwise Workbox's. */
  navigation?: NavigationOptions;
}

/** Which stored file a navigation may lead to, as workbox-precaching has it. What is absent has Workbox's default. */
export interface NavigationOptions {
  /** Added to a path that ends with a slash; null for none. Default `index.html`. */
  directoryIndex?: string | null;
  /** Whether `.html` may be left out. Default true. */
  cleanURLs?: boolean;
  /** Names of search parameters that make no difference. Default `/^utm_/` and `/^fbclid$/`. */
  ignoreURLParametersMatching?: RegExp[];
}

/** When the fallback engine is used. */
export type FallbackMode = 'auto' | 'always' | false;
