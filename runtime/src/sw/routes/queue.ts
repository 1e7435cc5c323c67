import type { DownloadFailure } from '../../shared/download-snapshot.ts';
import type { Later } from '../../shared/protocol.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import type { Download } from './routes.ts';

/** A download that has failed. */
export interface Failed {
  download: Omit<Download, 'files'>;
  /** As it is where nobody asks again. */
  entry: LedgerEntry;
  /** As it was. */
  previous: LedgerEntry;
  /** What is wrong with each file that is missing. */
  failures: readonly DownloadFailure[];
}

/**
 * What has downloads wait: for others to end, and for another attempt where they have failed. A worker that has no route with `retry` does
 * without.
 */
export interface Queue {
  /** Has a download wait that the page was to start, where as many are under way as there may be. Gives it as it waits. */
  enter(entry: LedgerEntry): Promise<LedgerEntry | undefined>;
  /** Has a download wait for another attempt. Gives it as it waits, or undefined where nothing more may come. */
  fail(failed: Failed): Promise<LedgerEntry | undefined>;
  /**
   * Has a download wait whose start was refused.
   *
   * @param code - of the error.
   * @returns the download as it waits or has been aborted; undefined where it is to be what it was before.
   */
  refuse(
    download: Omit<Download, 'files'>,
    entry: LedgerEntry,
    code: string,
  ): Promise<LedgerEntry | undefined>;
  /** Which of the downloads that wait are to be started now, in order, and when there will be more. */
  due(): Promise<{ ids: string[]; later: Later[] }>;
  /** What the answer of a server that has failed tells of the next attempt. */
  hint(headers: Headers): Pick<DownloadFailure, 'retryAt'>;
}
