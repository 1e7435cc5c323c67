import type { LedgerEntry, LedgerFile } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';

/**
 * Deletes those of the files that no download has.
 *
 * @param entry - whose they are, or have been: it says in which caches.
 * @param leaving - sets of its own that do not count, since they are about to go. Files go first: who is cut short between the two
 * finds them by their rows.
 */
export async function deleteUnused(
  { id, cacheName, completeIn = cacheName }: Pick<LedgerEntry, 'id' | 'cacheName' | 'completeIn'>,
  files: readonly LedgerFile[],
  leaving: readonly number[] = [],
): Promise<void> {
  if (files.length === 0) return;
  for (const name of new Set([cacheName, completeIn])) {
    const cache = await caches.open(name);
    await Promise.all(
      files.map(async ({ key }) => {
        const owners = await downloads.findFiles('key', key);
        const isUsed = owners.some(
          ({ file, entry }) =>
            !(entry.id === id && leaving.includes(file.set)) &&
            (entry.cacheName === name || entry.completeIn === name),
        );
        if (!isUsed) await cache.delete(key, { ignoreVary: true });
      }),
    );
  }
}
