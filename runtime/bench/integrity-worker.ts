// The worker of the benchmark `integrity`: our code, with hashes and without.
import type { WorkerFile } from '../src/shared/worker-config.ts';
import { integrity } from '../src/sw/integrity/integrity.ts';
import { plainStorage } from '../src/sw/serve/plain-storage.ts';
import { integrity as sri } from '../src/sw/sri/sri.ts';
import { commitAll } from './support/commit-all.ts';
import { compareCommits } from './support/compare-commits.ts';

/** Written by the benchmark: whether there is one hash for each file, and what the build knows of files of a size. */
declare const self: ServiceWorkerGlobalScope & { IS_SRI: boolean; KNOWN: Record<number, WorkerFile> };

compareCommits({
  ours(event, count, size) {
    const file = self.KNOWN[size] as WorkerFile;
    const urls = Array.from({ length: count }, (_, index) => `/bytes/${index}`);
    const known = self.IS_SRI
      ? { size, integrity: `sha256-${file[1]}` }
      : { files: Object.fromEntries(urls.map((url) => [url, file])) };
    const parts = { toStorage: plainStorage, integrity: self.IS_SRI ? sri : integrity };
    return commitAll(event, count, { ...known, cacheName: 'ours' }, parts);
  },
  other: (event, count, size) =>
    commitAll(event, count, { size, cacheName: 'other' }, { toStorage: plainStorage }),
});
