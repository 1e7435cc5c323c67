import type { Environment } from '../environment.ts';
import type { FetchStore } from '../fetch-store.ts';
import type { BackgroundFetch, FetchRecord, RecordResult } from '../model.ts';
import type { Turns } from './turns.ts';

/** A background fetch that is being performed in this worker. */
export interface Job {
  readonly environment: Environment;
  readonly store: FetchStore;
  readonly turns: Turns;
  /** Aborts as soon as the "abort all flag" is set. */
  readonly controller: AbortController;
  readonly signal: AbortSignal;
  /** As it was last seen in the store. */
  fetch: BackgroundFetch;
  /** Bytes that are on their way into the store. */
  reserved: number;
  isAnnouncing?: boolean;
  /** Lets another record begin while one waits for its server. */
  relieve?(): void;
  /** Whether the last body that has ended came as one chunk in less than a second. */
  isQuick?: boolean;
}

/** A record that is being completed. */
export interface Transfer {
  readonly job: Job;
  /** As it was last seen in the store. */
  record: FetchRecord;
  /** Bytes of the whole, where only a part has told. */
  size?: number | undefined;
  /** Whether it is fetched in pieces side by side: false where that has failed, undefined where it was not tried. */
  isPieces?: boolean;
  /** Whether ranges of it cannot be had: another origin's server may not let us ask for them, or read which they are. */
  isWhole?: boolean;
  /** Failed attempts since bytes last arrived: any, and those where the server was there. */
  failures: number;
  answers: number;
  /** Milliseconds that the server wants to be left alone. */
  retryAfter: number;
  /** Whether it has waited for its server. */
  isWaiting?: boolean;
  /** How often the bytes were thrown away because others came. */
  mismatches: number;
}

/**
 * What came of an attempt to complete a record: a result, where '' and 'redundant' mean that there has to be another
 * attempt, with what is stored or without; or that the resource is "temporarily unavailable".
 */
export type Outcome = RecordResult | 'unavailable';
