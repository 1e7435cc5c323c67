import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';

/** Roots of apps whose files are built, and whose worker has not come yet. */
const expected = new Set<string>();
let isWatching = false;

/**
 * From here on the app has to get a worker with our routes. Frameworks have it made at times of their own, some of them when
 * Vite has long been done, so it is looked at when the process ends: then the build has failed, and says so.
 */
export function expectWorker(root: string): void {
  expected.add(root);
  if (isWatching) return;
  isWatching = true;
  process.once('exit', (code) => {
    // A build that has failed otherwise has said why.
    if (code !== 0 || expected.size === 0) return;
    console.error(new BackgroundFetchBuildError('hooks-not-called', { roots: [...expected] }).message);
    process.exitCode = 1;
  });
}

/** The worker that was expected has its routes. */
export function workerIsThere(root: string): void {
  expected.delete(root);
}
