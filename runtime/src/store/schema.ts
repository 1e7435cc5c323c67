import type { DownloadSnapshot } from '../shared/protocol.ts';

/** One resource of a download: where it is on the web, and under which URL it stands in the cache. */
export interface LedgerRequest {
  url: string;
  key: string;
  /** Bytes, decoded, where known. */
  size?: number;
}

/** One download. Sizes are in bytes, times in milliseconds since the epoch. */
export interface LedgerEntry extends Omit<DownloadSnapshot, 'urls'> {
  cacheName: string;
  /** Everything that the download consists of. */
  requests: LedgerRequest[];
  /** The last set that was complete: this is what is served until the next one is. */
  complete?: LedgerRequest[];
}
