import type { ImageResource } from './background-fetch.ts';

/** How a file is compressed on disk that the server sends with this as its `Content-Encoding`. */
export type ContentEncoding = 'gzip' | 'br' | 'zstd' | 'deflate' | 'identity';

/**
 * A request of a route. In `url`, `:name` and `*` stand for the parameters of the id; a relative URL is resolved against
 * the app's base.
 */
export interface RequestOptions {
  url: string;
  /** Decoded size, in bytes. The build knows it for the files that it emits. */
  size?: number;
  /**
   * Subresource-integrity metadata (`sha256-…`, `sha384-…`, `sha512-…`): other bytes are not stored. Default: for files of the build, the hash
   * that it knows.
   */
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

/**
 * A request for each number of a row, such as the pages of a book: `{ each: 'n', from: 1, to: ':count', url: 'pages/:book/:n.webp' }`.
 * All other members are those of every one of the requests.
 */
export interface EachOptions extends Omit<RequestOptions, 'integrity'> {
  /** Names the number in `url`, in which it stands as `:name`. */
  each: string;
  /** The first number, or a template of it over the id's parameters and `:metadata.…`. Default 1. */
  from?: number | string;
  /** The last number, which is fetched too, or a template of it. */
  to: number | string;
  /** Digits that a number has at least; zeros fill it up. Default 1. */
  pad?: number;
}

/**
 * The requests that a document in JSON lists, which the worker fetches when the download is asked for. Pointers are JSON Pointers
 * (RFC 6901) in which one `*` stands for every item of an array or member of an object.
 */
export interface ListOptions
  extends Pick<RequestOptions, 'method' | 'headers' | 'mode' | 'credentials' | 'referrerPolicy'> {
  /** A template of the document's URL. */
  list: string;
  /** Points to the URLs; relative ones are resolved against the document's. */
  urls: string;
  /** Points to their sizes, decoded, in bytes. */
  sizes?: string;
  /** Points to what tells one version of a file from another. */
  revisions?: string;
  /**
   * The URL under which the app asks for each, of this origin: a template over the id's parameters, `:index` (from 1) and `:file` (the
   * last segment of the URL's path); or, where it begins with `/` and has a `/*`, a pointer. Default: the URL itself.
   */
  as?: string;
}

/** What a route's `requests` may hold. `page`: the page gives them when it asks for a download. */
export type RouteRequest = string | RequestOptions | GlobOptions | EachOptions | ListOptions;

/** Where a click on the browser's download UI leads, by how far the download has come. What is absent leads to any page of the app. */
export interface ClickOptions {
  progress?: string;
  success?: string;
  fail?: string;
}

/**
 * How what has failed is asked for again, while a page of the app is open: the files that may yet come, and only those. It ends
 * with `limit` or with `giveUpAfter`, whichever is first.
 */
export interface RetryOptions {
  /** How many times. Default 20. */
  limit?: number;
  /** Seconds before each time; the last one is for all further ones. Default `[10, 30, 60, 300, 900, 3600]`. */
  delays?: number[];
  /** By which part of it a delay is longer or shorter, at random: 0 to 1. Default 0.2. */
  jitter?: number;
  /** Seconds from the first failure after which it ends. Default 86400, a day. */
  giveUpAfter?: number;
}

/** What has to be so before a download starts; until then it waits. What a browser cannot tell is taken to be so. */
export interface ConditionOptions {
  /**
   * `unmetered`: not over a connection that the browser knows to be a mobile one, and not while its user saves data. Browsers without the
   * Network Information API cannot tell. Default `any`.
   */
  network?: 'any' | 'unmetered';
  /** Bytes that are to be free for the origin when all of it is stored. */
  minimumFree?: number;
}

/**
 * How much of a route is kept: downloads that have ended, as long as they are not `pinned`. What is too much is removed, the one that has not been
 * used for the longest time first. The names are those of workbox-expiration.
 */
export interface ExpirationOptions {
  /** How many downloads. */
  maxEntries?: number;
  /** Seconds after which a download is removed that nobody has used. */
  maxAgeSeconds?: number;
  /** Bytes of all of them together, decoded. The one that has been used last stays, however large it is. */
  maxBytes?: number;
}

/** One declarative route. */
export interface RouteOptions {
  /** Names the route and matches ids: `episode/:slug`, in the pathname syntax of URLPattern. */
  id: string;
  /** `'page'` stands for what the page gives with `downloads.fetch(id, { requests })`; a URL of that name is `./page`. */
  requests: RouteRequest | RouteRequest[];
  /**
   * The URLs that files known only at run time may be asked for under: templates over the id's parameters, in which `*` stands for
   * anything. They may be of another origin.
   */
  serve?: string | string[];
  /** Shown by the browser while it downloads: a template over the id's parameters and `:metadata.…`. Default: the name in the web app manifest. */
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
  /** The page that a click on the browser's download UI leads to: a template of a URL of this origin, or one for each outcome. */
  click?: string | ClickOptions;
  /** Whether what has failed is asked for again by itself, and how; true for the defaults. Default false. */
  retry?: boolean | RetryOptions;
  /** What has to be so before a download starts. Default: nothing. */
  conditions?: ConditionOptions;
  /**
   * `auto`: what a new build has changed in a stored download is fetched by itself, when a page of the app is open; until all of it has come,
   * the old files are served. Such a route has `retry`. Default `manual`: when the app asks for the download again.
   */
  update?: 'auto' | 'manual';
  /**
   * Whether what comes is held against hashes. Default: against those of the build and of its requests (`integrity`). `true`: against those that
   * the page gives, too. `false`: against none.
   */
  integrity?: boolean;
  /** How much of it is kept. Default: everything, until the app removes it. */
  expiration?: ExpirationOptions;
}

/** What the bundler plugins and `workbox-background-fetch/build` take. */
export interface BackgroundFetchOptions {
  routes: RouteOptions[];
  /**
   * Our own engine: `auto` where the browser has no Background Fetch, `always` in the place of the browser's own too,
   * false for nowhere. Default `auto`.
   */
  fallback?: FallbackMode;
  /**
   * How many downloads may be under way at once; the others wait for them, in the order of their `priority`. It counts for routes with
   * `retry` or `conditions`. Default 5, which is what Chromium takes.
   */
  concurrency?: number;
  /** Whether downloads of several users of one browser are kept apart: for `downloads.use()`. Default false. */
  namespaces?: boolean;
  /**
   * A module, relative to the project's root, that is compiled into the worker and exports hooks: `onStored`, `onFailed`, `onAborted`,
   * `onClick`, `onRecord`, `prepare`, and Workbox `plugins`.
   */
  worker?: string;
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
