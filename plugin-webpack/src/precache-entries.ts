import { posix } from 'node:path';
import {
  appBase,
  type BuildOutput,
  type BuiltFile,
  canonicalUrl,
  SCRIPT_NAME,
} from 'workbox-background-fetch/build/internal';
import type { ManifestEntry, WorkboxPlugin } from './detect.ts';

const LISTS = ['additionalManifestEntries', 'additionalPrecacheEntries'] as const;

/** What is left of an origin where only paths matter. */
const ORIGIN = 'https://app.invalid';

/**
 * Frameworks have the whole public folder precached, by lists that no pattern applies to. This gives a function that takes out
 * of them what glob requests stand for, and scripts that an earlier build has left there.
 */
export function precacheFilter(
  workbox: WorkboxPlugin,
): (globbed: readonly string[], output: BuildOutput & { base: string }) => void {
  const all = LISTS.map((list) => [list, workbox.config[list]] as const);
  return (globbed, { files, workerPath, base }) => {
    const ignored = new Set(globbed);
    const app = new URL(appBase(base), ORIGIN).href;
    const worker = new URL(workerPath, app).href;
    const urls = new Set(
      files.filter(({ path }) => ignored.has(path)).map((file) => canonicalUrl(urlOf(file), app)),
    );
    const isKept = (entry: ManifestEntry): boolean => {
      const url = canonicalUrl(typeof entry === 'string' ? entry : entry.url, worker);
      return !urls.has(url) && !SCRIPT_NAME.test(posix.basename(new URL(url).pathname));
    };
    for (const [list, entries] of all)
      if (Array.isArray(entries)) workbox.config[list] = entries.filter(isKept);
  };
}

function urlOf({ url, path }: BuiltFile): string {
  return url ?? path.split('/').map(encodeURIComponent).join('/');
}
