import type { Plugin } from 'vite';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';

/**
 * Stops the build of a worker before anything is written, where Workbox is not going to find a place for the precache manifest:
 * the worker would stay without one, in the place of the former.
 *
 * @param workerSource - gives the worker's source file.
 * @param injectionPoint - gives what Workbox looks for; undefined where it is to inject nothing.
 * @param restore - takes back what has been written for the worker.
 */
export function injectionCheck(
  workerSource: () => string | undefined,
  injectionPoint: () => string | undefined,
  restore: () => Promise<void>,
): Plugin {
  return {
    name: 'vite-plugin-background-fetch:injection-check',
    generateBundle: {
      order: 'post',
      async handler(_output, bundle) {
        const wanted = injectionPoint();
        const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry);
        if (wanted === undefined || entry?.type !== 'chunk' || entry.code.includes(wanted)) return;
        await restore();
        const worker = workerSource() ?? entry.fileName;
        throw new BackgroundFetchBuildError('no-injection-point', { worker, injectionPoint: wanted });
      },
    },
  };
}
