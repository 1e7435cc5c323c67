import { canonicalHref } from '../../shared/canonical-url.ts';
import type { LedgerEntry, LedgerFile } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';

/**
 * The same files, with the cache keys under which the ledger knows them: an earlier version may have spelt them otherwise.
 *
 * @param wanted - the set that was asked for last.
 */
export async function withKnownKeys(
  files: readonly LedgerFile[],
  previous: LedgerEntry | undefined,
  wanted: readonly LedgerFile[],
): Promise<LedgerFile[]> {
  const isServed = !previous || previous.complete === previous.wanted;
  const served = isServed ? [] : await downloads.getFiles(previous, previous.complete);
  const known = new Map([...served, ...wanted].map(({ key }) => [canonicalHref(key), key]));
  // A key with a revision has its query as URLSearchParams spells it.
  return files.map((file) => ({ ...file, key: known.get(canonicalHref(file.key)) ?? file.key }));
}
