import { prefixIn } from '../../shared/namespace.ts';
import { forEach } from '../commit/for-each.ts';
import { removeDownload } from '../keep/remove-download.ts';
import { downloads } from '../ledger/downloads.ts';
import { runningIds } from '../running.ts';
import { isNamespaced } from '../serve/route-storage.ts';
import { rangesOf } from './ranges.ts';

/** What has begun may have to be waited for, each by itself. */
const AT_A_TIME = 20;

/**
 * Deletes everything of a namespace, also what runs.
 *
 * @param cacheNames - of its routes. Caches of the common namespace stay, without the files of its downloads: others may use them.
 */
export async function clear(prefix: string, cacheNames: readonly string[]): Promise<void> {
  const entries = (await Promise.all(rangesOf(prefix).map((range) => downloads.getAll(range)))).flat();
  const running = ((await runningIds()) ?? []).filter((id) => prefixIn(id) === prefix);
  await forEach(new Set([...entries.map(({ id }) => id), ...running]), AT_A_TIME, async (id) => {
    await removeDownload(id);
  });
  const former = entries.flatMap(({ cacheName, completeIn = cacheName }) => [cacheName, completeIn]);
  for (const name of new Set([...cacheNames, ...former])) if (isNamespaced(name)) await caches.delete(name);
}
