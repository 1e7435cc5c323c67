import { readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { globIgnoresOf, matchGlob } from './match-files.ts';
import { isGlob, type ResolvedOptions } from './resolved-options.ts';
import type { WorkboxConfig } from './workbox-config.ts';

/** Workbox's own default. */
const DEFAULT = ['**/node_modules/**/*'];

/**
 * What workbox-build is not to precache, as its `globIgnores`: what the user says, the generated script, the worker's
 * source, and the files that glob requests stand for.
 */
export function globIgnoresBelow(
  { routes }: ResolvedOptions,
  { globDirectory = '', globIgnores = DEFAULT, swSrc }: WorkboxConfig,
): string[] {
  const folder = resolve(globDirectory);
  const files = pathsBelow(folder).map((path) => ({ path }));
  const globbed = routes.flatMap(({ id, requests }) =>
    requests.filter(isGlob).flatMap((request) => matchGlob(id, request, files, true)),
  );
  const paths = globbed.map(({ path }) => path);
  if (swSrc !== undefined) paths.push(relative(folder, resolve(swSrc)).split(sep).join('/'));
  return [...globIgnores, ...globIgnoresOf([...new Set(paths)])];
}

function pathsBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch {
    // Workbox itself tells of a folder that it cannot read.
    return [];
  }
}
