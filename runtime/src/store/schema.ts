import type { DownloadFailure, DownloadSnapshot } from '../shared/download-snapshot.ts';
import type { DownloadOverrides, PlannedRequest, Wish } from '../shared/protocol.ts';

/** One file of a download: the URL that the app asks for, where it stands in the cache, and the request that brings it. */
export interface LedgerFile {
  /** The URL that the app asks for, spelt canonically. */
  url: string;
  /** Under which URL it stands in the cache. */
  key: string;
  /** What brings it. */
  request: PlannedRequest;
  /** Bytes, where known. */
  size?: number;
  /** Bytes that are right as well: of a file that is compressed on disk, which the server may or may not say. */
  decodedSize?: number;
  /** Subresource-integrity metadata of the bytes: given with its request, or the hash that the build knows. */
  integrity?: string;
  /** Of a long file of the build, a hash for each of its pieces, one after the other. */
  pieces?: string;
}

/** A row of a file. Its key is `[download, set, index]`. */
export interface FileRow extends LedgerFile {
  download: string;
  set: number;
  index: number;
}

/**
 * A row of a download: what `list()` shows, and no more than that, since all of them are read at once. Sizes are in bytes, times in
 * milliseconds since the epoch.
 */
export interface LedgerEntry extends Omit<DownloadSnapshot, 'failures'> {
  cacheName: string;
  /** The set of files that it consists of. */
  wanted: number;
  /** The last set that was complete: this is what is served until another one is. 0 = none; never greater than `wanted`. */
  complete: number;
  /** The cache that has the complete set, or what there is of it; the route's may have another name by now. */
  completeIn?: string | undefined;
  /** What the page has set for it. */
  overrides?: DownloadOverrides;
  /** Which files failed in the last attempt, the first 100. */
  failures?: DownloadFailure[];
  /** When one of its files was last served, to a few minutes. */
  usedAt?: number;
  /** While it waits: what it was before, which it is again where the start is refused. */
  before?: LedgerEntry;
}

/** A wish whose files are not known yet, since a list has to be fetched first. */
export interface WishRow {
  id: string;
  wish: Wish;
}

/** Which namespace is the current one. It lies where wishes do, under an id that no download has. */
export interface NamespaceRow {
  id: string;
  /** Empty for the common one. */
  namespace: string;
}

/** Which build the stored downloads have been held against. It lies where wishes do, under an id that no download has. */
export interface BuildRow {
  id: string;
  build: string;
}

/** A background fetch that is wanted or under way. */
export interface FetchRow {
  /** Of the background fetch. */
  id: string;
  /** Which downloads it was made for, and which set of each; empty while what it is to bring is not known. */
  downloads: { id: string; set: number }[];
  /** The page that was asked to start it; empty where none is known. */
  client: string;
  startedAt: number;
}
