import type { LedgerEntry } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import { isOpen } from '../ledger/is-open.ts';
import { turnOf } from './in-turn.ts';

const INTERVAL = 100;

/**
 * Waits for the event of a background fetch that the browser no longer runs, and for what the event does.
 *
 * @param patience - milliseconds: between the end and its event a background fetch is neither running nor stored.
 * @returns the download's entry; it is still open where no event has come.
 */
export async function delivered(id: string, patience: number): Promise<LedgerEntry | undefined> {
  for (let waited = 0; ; waited += INTERVAL) {
    await turnOf(id);
    const entry = await downloads.get(id);
    if (!entry || !isOpen(entry) || waited >= patience) return entry;
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
}
