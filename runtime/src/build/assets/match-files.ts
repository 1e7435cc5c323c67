import picomatch from 'picomatch';
import { BackgroundFetchBuildError } from '../errors.ts';
import { SCRIPT_NAME } from '../generate/script-files.ts';
import { isGlob, type ResolvedGlob, type ResolvedOptions } from '../options/resolved-options.ts';
import type { BuiltFile } from './built-file.ts';
import { meantGlob } from './meant-glob.ts';
import { nearby } from './nearby.ts';

/**
 * The files that a glob request stands for, in the order of their paths.
 *
 * @param lenient - whether there may be none.
 * @throws BackgroundFetchBuildError `empty-glob`
 */
export function matchGlob<F extends Pick<BuiltFile, 'path'>>(
  route: string,
  { glob, ignore }: ResolvedGlob,
  files: readonly F[],
  lenient: boolean,
): F[] {
  const matches = picomatch(glob, { ignore });
  const found = files.filter(({ path }) => matches(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  if (found.length > 0 || lenient) return found;
  const names = files.map(({ path }) => path.replace(/\/.*/, '/'));
  const isIgnored = files.some(({ path }) => picomatch(glob)(path));
  const meant = isIgnored ? [] : glob.flatMap((pattern) => meantGlob(pattern, files) ?? []);
  const details = { route, glob, nearby: nearby(names), meant, ignore: isIgnored ? ignore : [] };
  throw new BackgroundFetchBuildError('empty-glob', details);
}

/** How tools name what they have compressed ahead for the server, beside the file itself. */
const COMPRESSED = /\.(?:gz|br|zst)$/;

/**
 * Leaves out files that are only another form of a file which is among them, as compression plugins put them beside it:
 * the server sends `a.js.gz` where `a.js` is asked for, and nobody asks for it by its own name.
 */
export function withoutCompressedForms<F extends Pick<BuiltFile, 'path'>>(files: readonly F[]): F[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.filter(({ path }) => !COMPRESSED.test(path) || !paths.has(path.replace(COMPRESSED, '')));
}

/**
 * What webpack's Workbox plugins are not to precache, as their `exclude`: a few regular expressions, since one per file
 * would be tried for each of the others.
 */
export function excludesOf({ routes }: ResolvedOptions): RegExp[] {
  const globs = routes.flatMap(({ requests }) => requests.filter(isGlob));
  const source = (patterns: string[]): string =>
    patterns.map((pattern) => picomatch.makeRe(pattern).source).join('|');
  return [
    new RegExp(`(?:^|/)${SCRIPT_NAME.source.slice(1)}`),
    ...globs.map(({ glob, ignore }) =>
      ignore.length > 0 ? new RegExp(`^(?!${source(ignore)})(?:${source(glob)})`) : new RegExp(source(glob)),
    ),
  ];
}
