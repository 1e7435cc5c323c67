import type { NavigationOptions } from '../../shared/route.ts';
import type { WorkerPlace } from './base-from-worker.ts';
import type { BuiltFile } from './built-file.ts';

/** What is known when the bundle is complete. */
export interface BuildOutput extends WorkerPlace {
  /** Every file that the app serves, but for the service worker and what it imports. */
  files: readonly BuiltFile[];
  /** Where the app has its own options for Workbox's precache. */
  navigation?: NavigationOptions;
  /** Whether a glob may match nothing, as it does while the bundler's dev server has no output. Default false. */
  lenient?: boolean;
}
