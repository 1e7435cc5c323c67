import type { BackgroundFetchRecord, BackgroundFetchRegistration } from '../../shared/background-fetch.ts';
import type { LedgerFile } from '../../store/schema.ts';

/** What removes downloads by itself, and has room made by that. A worker that has no route with `expiration` does without. */
export interface Limits {
  /** Removes what is too much now, or too old. It never rejects. */
  tidy(): Promise<void>;
  /** Does it behind the answer to a page, now and then. */
  tidyBehind(event: ExtendableEvent): void;
  /** Notes, behind what is going on, that the file with a URL has been used. */
  noteUse(event: ExtendableEvent, url: string): void;
  /**
   * Makes room for a record that there was none for: removes downloads of the routes with `expiration`, those that have not been used for the longest
   * time first. Where all of them together would not do, none is.
   *
   * @param came - its response, whose body has been read.
   * @returns the record once more; undefined where there is no more room than there was.
   */
  again(
    registration: BackgroundFetchRegistration,
    request: Request,
    came: Response,
  ): Promise<BackgroundFetchRecord | undefined>;
  /** Makes room for files that are to be fetched, where the browser tells that there is too little. It never rejects. */
  prepare(id: string, files: readonly LedgerFile[]): Promise<void>;
}
