import { NAMESPACED } from '../../shared/namespace.ts';

/** Comes after all texts that begin with another. */
const after = (start: string): string =>
  `${start.slice(0, -1)}${String.fromCharCode(start.charCodeAt(start.length - 1) + 1)}`;

/** Where the ids of a namespace are among all. Those of the common one are before and behind all others. */
export function rangesOf(prefix: string): IDBKeyRange[] {
  return prefix
    ? [IDBKeyRange.bound(prefix, after(prefix), false, true)]
    : [IDBKeyRange.upperBound(NAMESPACED, true), IDBKeyRange.lowerBound(after(NAMESPACED))];
}
