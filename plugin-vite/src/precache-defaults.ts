import { dirname, relative, resolve } from 'node:path';
import { normalizePath, type ResolvedConfig } from 'vite';
import { appBase, escapeRegExp, isOnOtherOrigin } from 'workbox-background-fetch/build/internal';
import type { InjectManifestOptions, ManifestTransform } from 'workbox-build';
import { builtUrl, type UrlConfig } from './built-url.ts';
import { clientBuildOf } from './client-build.ts';
import type { Place } from './output.ts';
import { outputFolder } from './output-folder.ts';
import { isInside } from './pwa-place.ts';

/** What vite-plugin-pwa precaches by default. */
const PRECACHED = ['**/*.{js,css,html}'];

type PrecacheDefaults = Pick<
  InjectManifestOptions,
  'globDirectory' | 'globPatterns' | 'dontCacheBustURLsMatching' | 'modifyURLPrefix' | 'manifestTransforms'
>;

/** The options of a precache, over our defaults. */
export function precacheOptions<Options extends Partial<InjectManifestOptions>>(
  config: UrlConfig,
  place: Place,
  options: Options = {} as Options,
): PrecacheDefaults & Options {
  const { manifestTransforms, ...defaults } = precacheDefaults(config, place);
  return {
    ...defaults,
    ...options,
    manifestTransforms: [...(manifestTransforms ?? []), ...(options.manifestTransforms ?? [])],
  };
}

/**
 * Which files are precached. Their URLs are relative to the worker, or below the base where that is not beside the app; but what
 * pages load from elsewhere is there.
 */
function precacheDefaults(config: UrlConfig, place: Place): PrecacheDefaults {
  const { folder, base, worker, hashed } = place;
  const isOutside = !isInside(worker, folder) && base.startsWith('/');
  const up = isOutside ? appBase(base) : relative(dirname(worker), folder);
  const prefix = up === '' || up.endsWith('/') ? up : `${normalizePath(up)}/`;
  return {
    globDirectory: folder,
    globPatterns: PRECACHED,
    ...(hashed.size === 0
      ? {}
      : { dontCacheBustURLsMatching: anyOf([...hashed].map((path) => prefix + path)) }),
    ...(prefix === '' ? {} : { modifyURLPrefix: { '': prefix } }),
    manifestTransforms: [elsewhere((path) => builtUrl(config, place, path), prefix)],
  };
}

function elsewhere(urlOf: (path: string) => string | undefined, prefix: string): ManifestTransform {
  // An app may have put it elsewhere itself.
  const isOurs = (url: string): boolean => url.startsWith(prefix) && !isOnOtherOrigin(url);
  const place = (url: string): string => (isOurs(url) ? urlOf(url.slice(prefix.length)) : undefined) ?? url;
  return (entries) => ({ manifest: entries.map((entry) => ({ ...entry, url: place(entry.url) })) });
}

function anyOf(paths: readonly string[]): RegExp {
  return new RegExp(`^(?:${paths.map(escapeRegExp).join('|')})$`);
}

/** Where the worker that we make ourselves is going to be. */
export function placeOf(config: ResolvedConfig, swDest = 'sw.js'): Place {
  const folder = outputFolder(config);
  const client = clientBuildOf(config.root);
  return {
    folder,
    base: config.base,
    worker: resolve(folder, swDest),
    hashed: client?.folder === folder ? client.hashed : new Set(),
  };
}
