// Commits 1 × 256 MB, 100 × 1 MB and 1000 × 64 KB from one `backgroundfetchsuccess` each, with our code and with the
// handler that the specification's explainer gives.
import { benchCommits } from './support/commits.ts';

const MB = 1024 * 1024;

await benchCommits({
  name: 'commit',
  worker: 'commit-worker.ts',
  cases: [
    [1, 256 * MB],
    [100, MB],
    [1000, 64 * 1024],
  ],
});
