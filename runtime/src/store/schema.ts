import type { DownloadFailure, DownloadSnapshot } from '../shared/download-snapshot.ts';

/** One resource of a download: where it is on the web, and under which URL it stands in the cache. */
export interface LedgerRequest {
  /** Spelt canonically, but for rows that an earlier version has written. */
  url: string;
  key: string;
  /** Bytes, where known. */
  size?: number;
  /** Bytes that are right as well: of a file that is compressed on disk, which the server may or may not say. */
  decodedSize?: number;
}

/** One download. Sizes are in bytes, times in milliseconds since the epoch. */
export interface LedgerEntry extends Omit<DownloadSnapshot, 'urls' | 'failures'> {
  cacheName: string;
  /** Everything that the download consists of. */
  requests: LedgerRequest[];
  /** The last set that was complete: this is what is served until the next one is. */
  complete?: LedgerRequest[];
  /** Which files failed in the last attempt. */
  failures?: DownloadFailure[];
}
