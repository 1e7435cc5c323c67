import picomatch from 'picomatch';
import type { BuiltFile } from './built-file.ts';
import { BackgroundFetchBuildError } from './errors.ts';
import type { ResolvedGlob } from './resolved-options.ts';

/** How many names an error message lists. */
const NEARBY = 8;

/**
 * The files that a glob request stands for, in the order of their paths.
 *
 * @param lenient - whether there may be none.
 * @throws BackgroundFetchBuildError `empty-glob`
 */
export function matchGlob(
  route: string,
  { glob, ignore }: ResolvedGlob,
  files: readonly BuiltFile[],
  lenient: boolean,
): BuiltFile[] {
  const matches = picomatch(glob, { ignore });
  const found = files.filter(({ path }) => matches(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  if (found.length > 0 || lenient) return found;
  const nearby = [...new Set(files.map(({ path }) => path.replace(/\/.*/, '/')))].sort();
  const shown = nearby.length > NEARBY ? [...nearby.slice(0, NEARBY), '…'] : nearby;
  throw new BackgroundFetchBuildError('empty-glob', { route, glob, nearby: shown });
}

/** What Workbox is not to precache, as its `globIgnores`: exactly these paths, and the generated script. */
export function globIgnoresOf(paths: readonly string[]): string[] {
  return ['**/background-fetch-sw.*.js', ...paths.map((path) => path.replace(/[*?[\]{}()]/g, '[$&]'))];
}
