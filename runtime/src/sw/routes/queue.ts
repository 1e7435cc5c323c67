import type { BackgroundFetchUpdateUIEvent } from '../../shared/background-fetch-events.ts';
import type { DownloadFailure } from '../../shared/download-snapshot.ts';
import type { Answers, BatchWish, Later, PageMessage, Plan, Start } from '../../shared/protocol.ts';
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
  /** Whether the app has paused a download: what a page has started of it in between is ended. */
  isPaused(entry: LedgerEntry): boolean;
  /** Lets a download go on that is paused, as soon as it is planned, since somebody has asked for it. */
  release(id: string): Promise<void>;
  /** Pauses downloads, has them go on, and changes their order; undefined for any other message. */
  change(
    routes: readonly Route[],
    message: PageMessage,
    asker: Asker,
  ): Promise<Answers['pause' | 'resume' | 'move'] | undefined>;
  /**
   * Keeps what has come of a download whose background fetch was aborted. In turn.
   *
   * @returns whether that was for a pause, and is no abort of the download.
   */
  keep(
    event: BackgroundFetchUpdateUIEvent,
    download: Omit<Download, 'files'>,
    entry: LedgerEntry,
  ): Promise<boolean>;
  /**
   * What of all that waits a page is to start now, the most urgent first, and when there will be more.
   *
   * @param most - how many of them at a time.
   */
  starts(routes: readonly Route[], asker: Asker, most?: number): Promise<(Start | Later)[]>;
  /** What the answer of a server that has failed tells of the next attempt. */
  hint(headers: Headers): Pick<DownloadFailure, 'retryAt'>;
}
