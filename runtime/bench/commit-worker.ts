// The worker of the benchmark `commit`: our code, and the explainer's handler.
import type { BackgroundFetchUpdateUIEvent } from '../src/shared/background-fetch-events.ts';
import { plainStorage } from '../src/sw/serve/plain-storage.ts';
import { commitAll } from './support/commit-all.ts';
import { compareCommits } from './support/compare-commits.ts';

compareCommits({
  ours: (event, count, size) =>
    commitAll(event, count, { size, cacheName: 'ours' }, { toStorage: plainStorage }),
  other: commitLikeExplainer,
});

/** @see https://github.com/WICG/background-fetch, "Background-fetching a podcast" */
async function commitLikeExplainer({ registration }: BackgroundFetchUpdateUIEvent): Promise<void> {
  const cache = await caches.open('other');
  const records = await registration.matchAll();
  const promises = records.map(async (record) => {
    await cache.put(record.request, await record.responseReady);
  });
  await Promise.all(promises);
}
