import type { DownloadOverrides, PageRequest } from '../../shared/protocol.ts';

/** Whether a download of a route needs requests of the page's, may have some, or has all from the build. */
export type RequestsMode = 'demanded' | 'optional' | 'never';

/** What the declaration file says of a route. */
export interface RouteTypes {
  /** The ids that it matches. */
  id: string;
  requests: RequestsMode;
}

/** The routes of an app by the patterns of their ids; or only the union of all ids, of which everything else is accepted. */
export type RoutesLike = string | Record<string, RouteTypes>;

/**
 * What the metadata of each route's downloads is, by the pattern of its id. The app declares it once; routes that are not in it
 * take anything.
 *
 * @see https://www.typescriptlang.org/docs/handbook/declaration-merging.html#module-augmentation
 */
// biome-ignore lint/suspicious/noEmptyInterface: the app augments it
export interface DownloadMetadata {}

/** The routes that a declaration file has given an interface; any ids while there is none. */
export type RoutesOf<Registered> = Registered extends {
  routes: infer Routes extends Record<string, RouteTypes>;
}
  ? Routes
  : string;

/** The ids of an app's routes. */
export type IdOf<Routes extends RoutesLike> = Routes extends string
  ? Routes
  : Extract<Routes[keyof Routes], RouteTypes>['id'];

/**
 * An id, where a route has it; otherwise those that there are, so that the compiler complains of the id and of nothing else. In
 * brackets, so that an app's own generic function may hand an id on.
 */
export type KnownId<Routes extends RoutesLike, Id extends string> = [Id] extends [IdOf<Routes>]
  ? Id
  : IdOf<Routes>;

/** The metadata of a download of this id. */
export type MetadataOf<Routes extends RoutesLike, Id extends string> = Routes extends string
  ? unknown
  : {
      [Route in RouteOf<Routes, Id>]: Route extends keyof DownloadMetadata
        ? DownloadMetadata[Route]
        : unknown;
    }[RouteOf<Routes, Id>];

/** What `fetch()` takes beside the id. */
export type FetchOptions<Routes extends RoutesLike = string, Id extends string = string> = DownloadOverrides &
  RequestsOption<ModeOf<Routes, Id>> & {
    /** Anything that structured clone can carry, 64 kB at most. It is kept with the download, and is in titles as `:metadata.name`. */
    metadata?: MetadataOf<Routes, Id> | undefined;
    /** Whether it is kept whatever its route's `expiration` says. */
    pinned?: boolean | undefined;
    /** Aborts the download. */
    signal?: AbortSignal | undefined;
  };

/** One of several downloads that are asked for at once: its id alone where its route demands no requests, or with options. */
export type BatchItem<
  Routes extends RoutesLike = string,
  Id extends string = IdOf<Routes>,
> = Id extends string
  ?
      | ('demanded' extends ModeOf<Routes, Id> ? never : Id)
      | ({ id: Id } & Omit<FetchOptions<Routes, Id>, 'signal'>)
  : never;

/** Options of `fetchAll()`. */
export interface BatchOptions {
  /** What the browser shows while they come. Default: their titles. */
  title?: string;
  /** What `pause()` and `resume()` call them together; one of an item's own comes first. */
  group?: string;
}

/** The arguments of `fetch()` after the id: where the route demands requests, they cannot be left out. */
export type FetchArguments<Routes extends RoutesLike = string, Id extends string = string> =
  'demanded' extends ModeOf<Routes, Id>
    ? [options: FetchOptions<Routes, Id>]
    : [options?: FetchOptions<Routes, Id>];

/** The requests of a download that the page gives. */
export type PageRequests = (string | PageRequest)[];

/** What is demanded has to be said; undefined stands for the requests of last time, and for none where an id may be of any route. */
type RequestsOption<Mode extends RequestsMode> = [Mode] extends ['never']
  ? { requests?: undefined }
  : 'demanded' extends Mode
    ? { requests: PageRequests | undefined }
    : { requests?: PageRequests | undefined };

/** For each of a union of ids. */
type ModeOf<Routes extends RoutesLike, Id extends string> = Routes extends string
  ? 'optional'
  : Id extends string
    ? Agreed<Extract<Routes[RouteOf<Routes, Id>], RouteTypes>['requests']>
    : never;

/** An id that several routes may match by their types, which know no segments, may be any of them; one of none demands nothing. */
type Agreed<Mode extends RequestsMode> = [Mode] extends ['never']
  ? 'never'
  : [Mode] extends ['demanded']
    ? 'demanded'
    : 'optional';

/** The routes that these ids may belong to. */
type RouteOf<Routes, Id extends string> = {
  [Route in keyof Routes]: Routes[Route] extends { id: infer Pattern }
    ? Id extends Pattern
      ? Route
      : never
    : never;
}[keyof Routes];
