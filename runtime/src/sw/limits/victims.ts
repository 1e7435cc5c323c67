import type { ExpirationOptions } from '../../shared/route.ts';
import type { LedgerEntry } from '../../store/schema.ts';

/** What is under way is left alone, and so is what only waits. */
const ENDED = /^(?:stored|failed|aborted)$/;

/** When a download was last used, in milliseconds since the epoch: served, asked for or changed. */
function usedAt(entry: LedgerEntry): number {
  return Math.max(entry.usedAt ?? 0, entry.updatedAt);
}

/** Whether a download may be removed by itself, as far as its row tells. */
export function mayGo({ state, pinned }: LedgerEntry): boolean {
  return !pinned && ENDED.test(state);
}

/** Whether there is anything of it. */
function isKept({ complete, downloaded, state }: LedgerEntry): boolean {
  return complete > 0 || (ENDED.test(state) && downloaded > 0);
}

/** Those of which there is something and which are not pinned, the one that has not been used for the longest time first. */
export function byUse(entries: readonly LedgerEntry[]): LedgerEntry[] {
  return entries
    .filter((entry) => !entry.pinned && isKept(entry))
    .sort((a, b) => usedAt(a) - usedAt(b) || a.createdAt - b.createdAt);
}

/**
 * Which downloads of a route are too old, too many or too much. What is pinned does not count; what is under way counts, as far as it has been
 * stored before, and stays. The one that has been used last only goes by its age.
 *
 * @param entries - of one route.
 */
export function victimsOf(
  entries: readonly LedgerEntry[],
  {
    maxEntries = Number.POSITIVE_INFINITY,
    maxAgeSeconds = Number.POSITIVE_INFINITY,
    maxBytes = Number.POSITIVE_INFINITY,
  }: ExpirationOptions,
  now: number,
): LedgerEntry[] {
  const oldest = now - maxAgeSeconds * 1000;
  const counted = byUse(entries);
  let count = counted.length;
  let bytes = counted.reduce((sum, { downloaded }) => sum + downloaded, 0);
  const last = counted.at(-1);
  const victims: LedgerEntry[] = [];
  for (const entry of counted) {
    const isTooOld = usedAt(entry) < oldest;
    const isTooMuch = (count > maxEntries || bytes > maxBytes) && entry !== last;
    if (!mayGo(entry) || !(isTooOld || isTooMuch)) continue;
    victims.push(entry);
    count -= 1;
    bytes -= entry.downloaded;
  }
  return victims;
}
