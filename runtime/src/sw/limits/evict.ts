import type { LedgerEntry } from '../../store/schema.ts';
import { forget } from '../commit/forget.ts';
import { inTurn, turnOf } from '../commit/in-turn.ts';
import { downloads } from '../ledger/downloads.ts';
import { fetchOf } from '../running.ts';
import { mayGo } from './victims.ts';

/**
 * Removes a download, as the app would. One that something is being done for is left alone: to wait for it could be to wait for each other.
 *
 * @param chosen - as it was when it was chosen.
 * @returns whether it has been.
 */
export async function evict(chosen: LedgerEntry): Promise<boolean> {
  const { id } = chosen;
  if (turnOf(id)) return false;
  return inTurn(id, async () => {
    const entry = await downloads.get(id);
    // It has been used, changed or removed meanwhile.
    if (!entry || entry.updatedAt !== chosen.updatedAt || entry.usedAt !== chosen.usedAt || !mayGo(entry))
      return false;
    if (await fetchOf(id)) return false;
    await forget(entry);
    return true;
  });
}
