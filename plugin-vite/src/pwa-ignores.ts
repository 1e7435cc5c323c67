import { join, relative } from 'node:path';
import { normalizePath } from 'vite';
import type { ResolvedVitePWAOptions } from 'vite-plugin-pwa';
import { type BuiltFile, globIgnoresOf } from 'workbox-background-fetch/build/internal';
import { IGNORED, type Place } from './output.ts';
import { isInside } from './pwa-place.ts';

type Workbox = Pick<
  ResolvedVitePWAOptions['workbox'],
  'globDirectory' | 'globIgnores' | 'importScripts' | 'manifestTransforms' | 'runtimeCaching'
>;

const originals = new WeakMap<Workbox, Workbox>();

/**
 * Workbox's options as they were when first seen: watch mode, and frameworks that share a config between builds, come with
 * options that we have added to before.
 */
export function originalOf(workbox: Workbox): Workbox {
  const original = originals.get(workbox) ?? { ...workbox };
  originals.set(workbox, original);
  return original;
}

/**
 * Has Workbox ignore what the routes' globs stand for, and our scripts.
 *
 * @param globbed - paths below the folder of the app's files.
 */
export function ignoreGlobbed(
  workbox: Workbox,
  place: Pick<Place, 'folder'>,
  globbed: readonly string[],
  files: readonly Pick<BuiltFile, 'path'>[],
): void {
  const { globIgnores = IGNORED } = originalOf(workbox);
  const seen = seenFrom(workbox.globDirectory ?? place.folder, place);
  const ignored = globIgnoresOf(
    globbed.map(seen),
    files.map(({ path }) => ({ path: seen(path) })),
  );
  workbox.globIgnores = [...globIgnores, ...ignored];
}

/** Paths of files as Workbox sees them, which may look at another folder than where the app's files are. */
function seenFrom(globDirectory: string, { folder }: Pick<Place, 'folder'>): (path: string) => string {
  const prefix = relative(globDirectory, folder);
  if (!prefix.startsWith('..')) return (path) => (prefix === '' ? path : `${normalizePath(prefix)}/${path}`);
  return (path) => {
    const file = join(folder, path);
    return isInside(file, globDirectory) ? normalizePath(relative(globDirectory, file)) : path;
  };
}
