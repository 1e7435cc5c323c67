import { parseConfig } from '../shared/parsed-config.ts';
import type { WorkerConfig } from '../shared/worker-config.ts';
import { everything } from './everything.ts';
import { type RegisterOptions, registerWithPlugins } from './register-with-plugins.ts';

/**
 * Makes this service worker handle the background fetches of the routes: answers pages that ask what an id means, stores
 * what has been fetched, serves it, and leads clicks on the browser's download UI to the routes' pages. Call it while
 * the script is first evaluated. Background fetches and URLs that match no route are left to other listeners.
 *
 * @throws PatternError where an id or a template cannot be read; the build has checked those that it generates.
 */
export function registerBackgroundFetchRoutes(config: WorkerConfig, options?: RegisterOptions): void {
  registerWithPlugins(parseConfig(config), options, everything);
}
