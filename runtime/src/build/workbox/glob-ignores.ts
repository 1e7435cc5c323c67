import { relative, resolve, sep } from 'node:path';
import { matchGlob } from '../assets/match-files.ts';
import { walk } from '../assets/walk.ts';
import { isGlob, type ResolvedOptions } from '../options/resolved-options.ts';
import { globIgnoresOf } from './glob-ignores-of.ts';
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
  const source = swSrc === undefined ? undefined : relative(folder, resolve(swSrc)).split(sep).join('/');
  const ignored = [...globbed, ...files.filter(({ path }) => path === source)].map(({ path }) => path);
  return [...globIgnores, ...globIgnoresOf(ignored, files)];
}

function pathsBelow(folder: string): string[] {
  try {
    return walk(folder).map(({ path }) => path);
  } catch {
    // Workbox itself tells of a folder that it cannot read.
    return [];
  }
}
