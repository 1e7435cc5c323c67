import type { LedgerEntry } from '../../store/schema.ts';

/** Of two with the same priority the one with the smaller place is the next: where the app has moved it, or since when it waits. */
export function placeOf({ rank, retry }: LedgerEntry): number {
  return rank ?? retry?.since ?? 0;
}

export function priorityOf({ overrides }: LedgerEntry): number {
  return overrides?.priority ?? 0;
}

/** Orders downloads that wait: the most urgent first, and of several the one that was moved before the others, or has waited the longest. */
export function byTurn(a: LedgerEntry, b: LedgerEntry): number {
  return priorityOf(b) - priorityOf(a) || placeOf(a) - placeOf(b);
}
