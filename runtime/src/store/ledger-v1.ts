import { canonicalHref } from '../shared/canonical-url.ts';
import { keysOf } from './keys-of.ts';
import type { FileRow, LedgerEntry, LedgerFile } from './schema.ts';

/** A file as version 1 has it. */
type FileV1 = Omit<LedgerFile, 'request'>;

/** A download as version 1 has it: one row, with everything in it. */
export interface EntryV1
  extends Omit<LedgerEntry, 'wanted' | 'complete' | 'fileCount' | 'overrides' | 'before'> {
  requests: FileV1[];
  complete?: FileV1[];
}

/** What version 2 makes of a download of version 1. Of what runs it has to know no more than its state says. */
export function upgradeEntry({ requests, complete = [], ...old }: EntryV1): {
  entry: LedgerEntry;
  rows: FileRow[];
} {
  const isWhole = complete.length > 0;
  const sets = isWhole && keysOf(requests) !== keysOf(complete) ? [complete, requests] : [requests];
  const rows = sets.flatMap((files, before) =>
    files.map(({ url: spelt, ...file }, index): FileRow => {
      // Before there was one spelling for each.
      const url = canonicalHref(spelt);
      return { download: old.id, set: before + 1, index, url, request: { url, init: {} }, ...file };
    }),
  );
  const entry = { ...old, wanted: sets.length, complete: isWhole ? 1 : 0, fileCount: requests.length };
  return { entry, rows };
}
