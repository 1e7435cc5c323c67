import type { LedgerEntry } from '../../store/schema.ts';

/** Whether a download has not come to its end. */
export function isOpen({ state }: LedgerEntry): boolean {
  return state === 'downloading' || state === 'storing';
}
