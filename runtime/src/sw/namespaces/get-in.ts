import { NAMESPACED } from '../../shared/namespace.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';

/** Comes after all texts that begin with another. */
const after = (start: string): string =>
  `${start.slice(0, -1)}${String.fromCharCode(start.charCodeAt(start.length - 1) + 1)}`;

/** Where the ids of a namespace are among all. Those of the common one are before and behind all others. */
function rangesOf(prefix: string): IDBKeyRange[] {
  return prefix
    ? [IDBKeyRange.bound(prefix, after(prefix), false, true)]
    : [IDBKeyRange.upperBound(NAMESPACED, true), IDBKeyRange.lowerBound(after(NAMESPACED))];
}

/** All downloads of a namespace: what others have costs nothing. */
export async function getIn(prefix: string): Promise<LedgerEntry[]> {
  return (await Promise.all(rangesOf(prefix).map((range) => downloads.getAll(range)))).flat();
}
