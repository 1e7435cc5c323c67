import picomatch from 'picomatch';
import type { BuiltFile } from './built-file.ts';
import { nearestFolder } from './nearest-folder.ts';

type Files = readonly Pick<BuiltFile, 'path'>[];

/** Ways in which patterns are often written that match nothing, and what they are to be then. */
const REWRITES: ((pattern: string, files: Files) => string)[] = [
  (pattern) => pattern.replaceAll('\\', '/'),
  (pattern) => pattern.replace(/^\.?\//, ''),
  (pattern) => `${pattern.replace(/\/$/, '')}/**`,
  // As files are called before they are in the output folder: `public/models/**`.
  (pattern) => pattern.replace(/^[^/*]+\//, ''),
  inNearestFolder,
];

/** Rewrites that are made one after another. */
const MOST = 3;

/** What a pattern that matches no file was probably meant to be: one that matches some, or undefined. */
export function meantGlob(pattern: string, files: Files): string | undefined {
  let candidates = [pattern];
  for (let count = 0; count < MOST; count++) {
    candidates = candidates.flatMap((one) => REWRITES.map((rewrite) => rewrite(one, files)));
    const found = [...new Set(candidates)].find((one) => /\w/.test(one) && matchesSome(one, files));
    if (found !== undefined) return found;
  }
  const inAnyCase = picomatch(pattern, { nocase: true });
  return files.find(({ path }) => inAnyCase(path))?.path;
}

function matchesSome(pattern: string, files: Files): boolean {
  const matches = picomatch(pattern);
  return files.some(({ path }) => matches(path));
}

/** Its folder may be misspelt. */
function inNearestFolder(pattern: string, files: Files): string {
  const { base } = picomatch.scan(pattern);
  const { folder } = nearestFolder(
    `${base}/`,
    files.map(({ path }) => path),
  );
  const isOfAllLevels = folder.split('/').length === base.split('/').length + 1;
  return isOfAllLevels ? folder + pattern.slice(base.length + 1) : pattern;
}
