import { posix } from 'node:path';
import { SCRIPT_NAME } from './script-files.ts';

/** Whether an output file is the service worker, what it imports, or one of their source maps. */
export function isPartOfWorker(path: string, workerPath: string): boolean {
  const name = posix.basename(path);
  return (
    path === workerPath ||
    path === `${workerPath}.map` ||
    SCRIPT_NAME.test(name) ||
    /^workbox-[\da-f]+\.js(?:\.map)?$/.test(name)
  );
}
