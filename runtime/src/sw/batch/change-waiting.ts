import type { LedgerEntry } from '../../store/schema.ts';
import { inTurn } from '../commit/in-turn.ts';
import { downloads } from '../ledger/downloads.ts';

/** Changes a download in turn, where it still waits. */
export async function changeWaiting<T>(
  id: string,
  change: (entry: LedgerEntry) => Promise<T>,
): Promise<T | undefined> {
  return inTurn(id, async () => {
    const entry = await downloads.get(id);
    return entry?.state === 'waiting' ? change(entry) : undefined;
  });
}
