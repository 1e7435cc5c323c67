import { prefixIn } from '../../shared/namespace.ts';
import { forEach } from '../commit/for-each.ts';
import { removeDownload } from '../keep/remove-download.ts';
import { runningIds } from '../running.ts';
import { prefixOfCache } from '../serve/route-storage.ts';
import { getIn } from './get-in.ts';

/** What has begun may have to be waited for, each by itself. */
const AT_A_TIME = 20;

/**
 * Deletes everything of a namespace, also what runs.
 *
 * @param cacheNames - of its routes. Caches of the common namespace stay, without the files of its downloads: others may use them.
 */
export async function clear(prefix: string, cacheNames: readonly string[]): Promise<void> {
  const entries = await getIn(prefix);
  const running = ((await runningIds()) ?? []).filter((id) => prefixIn(id) === prefix);
  await forEach(new Set([...entries.map(({ id }) => id), ...running]), AT_A_TIME, async (id) => {
    await removeDownload(id);
  });
  const former = entries.flatMap(({ cacheName, completeIn = cacheName }) => [cacheName, completeIn]);
  for (const name of new Set([...cacheNames, ...former])) if (prefixOfCache(name)) await caches.delete(name);
}
