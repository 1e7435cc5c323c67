import type { DownloadFile } from '../../shared/download-snapshot.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Route } from '../routes/routes.ts';

/** The files of a download, each with what the cache says of it. */
export async function filesOf(
  id: string,
  { storage }: Pick<Route, 'storage'>,
  event: ExtendableEvent,
): Promise<DownloadFile[]> {
  const [entry, files] = await downloads.getWithFiles(id);
  if (!entry) return [];
  const failures = new Map(entry.failures?.map((failure) => [failure.url, failure]));
  const cache = await caches.open(entry.cacheName);
  return Promise.all(
    files.map(async ({ url, key, size }): Promise<DownloadFile> => {
      const stored = await cache.match(await storage.effectiveKey(event, url, key), { ignoreVary: true });
      const failure = stored ? undefined : failures.get(url);
      const known = size ?? (Number(stored?.headers.get('content-length')) || undefined);
      return {
        url,
        state: stored ? 'stored' : failure ? 'failed' : 'waiting',
        ...(known !== undefined && { size: known }),
        ...(stored && { type: stored.headers.get('content-type') ?? '' }),
        ...(failure && { failure }),
      };
    }),
  );
}
