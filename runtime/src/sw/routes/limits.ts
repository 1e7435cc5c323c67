import type { LedgerFile } from '../../store/schema.ts';

/** What removes downloads by itself, and has room made by that. A worker that has no route with `expiration` does without. */
export interface Limits {
  /** Removes what is too much now, or too old. It never rejects. */
  tidy(): Promise<void>;
  /** Does it behind the answer to a page, now and then. */
  tidyBehind(event: ExtendableEvent): void;
  /** Notes, behind what is going on, that the file with a URL has been used. */
  use(event: ExtendableEvent, url: string): void;
  /**
   * Removes downloads of the routes with `expiration`, those that have not been used for the longest time first, so that there is room for one.
   * Where all of them together would not do, none is.
   *
   * @param id - of the one that the room is for.
   * @param bytes - that are missing.
   * @returns whether there are as many more now.
   */
  makeRoom(id: string, bytes: number): Promise<boolean>;
  /** The same for files that are to be fetched, where the browser tells that there is too little. It never rejects. */
  prepare(id: string, files: readonly LedgerFile[]): Promise<void>;
}
