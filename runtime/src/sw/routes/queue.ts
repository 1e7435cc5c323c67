import type { DownloadFailure } from '../../shared/download-snapshot.ts';
import type { BatchWish, Later, Plan, Start } from '../../shared/protocol.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import type { Asker } from './asker.ts';
import type { Download, Route } from './routes.ts';

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

/** What a page asks for at once. */
export interface WishAll {
  wishes: readonly BatchWish[];
  /** What the browser shows of it. */
  title?: string | undefined;
}

/**
 * What has downloads wait, for others to end and for another attempt where they have failed, and come together. A worker that has no route
 * with `retry` does without.
 */
export interface Queue {
  /** Has a download wait that the page was to start, where as many are under way as there may be. Gives it as it waits. */
  enter(entry: LedgerEntry): Promise<LedgerEntry | undefined>;
  /** Has a download wait for another attempt. Gives it as it waits, or undefined where nothing more may come. */
  fail(failed: Failed): Promise<LedgerEntry | undefined>;
  /**
   * Has a download wait whose start was refused, or ends one that the app has aborted while it waits or comes with others. In turn.
   *
   * @param code - of the error.
   * @returns the download as it is then; undefined where it is to be what it was before.
   */
  refuse(
    download: Omit<Download, 'files'>,
    entry: LedgerEntry,
    code?: string,
  ): Promise<LedgerEntry | undefined>;
  /**
   * Answers a page that asks for several downloads: one background fetch for what is missing of them.
   *
   * @throws Refusal
   */
  wishAll(routes: readonly Route[], wishes: WishAll, asker: Asker): Promise<Plan[]>;
  /**
   * What of all that waits a page is to start now, the most urgent first, and when there will be more.
   *
   * @param most - how many of them at a time.
   */
  starts(routes: readonly Route[], asker: Asker, most?: number): Promise<(Start | Later)[]>;
  /** What the answer of a server that has failed tells of the next attempt. */
  hint(headers: Headers): Pick<DownloadFailure, 'retryAt'>;
}
