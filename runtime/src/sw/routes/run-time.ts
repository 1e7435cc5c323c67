import type { Wish } from '../../shared/protocol.ts';
import type { LedgerEntry, LedgerFile } from '../../store/schema.ts';
import type { Download } from './routes.ts';

/** What is known of a download that is asked for, before its files are. */
export interface Asked {
  download: Download;
  wish: Wish;
  /** What it consisted of when it was last asked for. */
  known: readonly LedgerFile[];
  /** As it waits, with the metadata of before where the wish has none. */
  entry: LedgerEntry;
  /** As it was. */
  previous: LedgerEntry | undefined;
}

/** What is known at run time alone: files, and texts of metadata. A worker whose routes have nothing of it does without. */
export interface RunTime {
  /**
   * Everything that a download consists of; undefined for what its route has from the build.
   *
   * @throws Refusal
   */
  resolve(asked: Asked): Promise<LedgerFile[] | undefined>;
  /** What has been asked for while its files were not known. */
  wishOf(id: string): Promise<Wish | undefined>;
  /** What stands for a name in a title where the id has no such parameter: `metadata.…`. */
  textAt(metadata: unknown, name: string): string | undefined;
}
