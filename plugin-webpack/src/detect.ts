import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import type { Applicable, Compiler } from './bundler.ts';

/** A line of a precache manifest, as the user gives it. */
export type ManifestEntry = string | { url: string };

/** GenerateSW or InjectManifest, of workbox-webpack-plugin or one of its kin. */
export interface WorkboxPlugin {
  /** It is read at different times, and replaced by validated copies of itself. */
  config: {
    swDest?: string;
    /** Only InjectManifest has it. */
    swSrc?: string;
    compileSrc?: boolean;
    exclude?: unknown[];
    importScripts?: string[];
    /** Only GenerateSW has it. Default: whether there is a devtool. */
    sourcemap?: boolean;
    webpackCompilationPlugins?: Applicable[];
    /** Only GenerateSW has it. */
    runtimeCaching?: unknown[];
    manifestTransforms?: unknown[];
    additionalManifestEntries?: ManifestEntry[];
    /** Serwist's name for the same. */
    additionalPrecacheEntries?: ManifestEntry[];
    directoryIndex?: string | null;
    cleanURLs?: boolean;
    ignoreURLParametersMatching?: RegExp[];
  };
}

/**
 * Finds the Workbox plugin of a compiler by its shape: its class may come from any of several packages, and from another
 * copy of them than ours.
 *
 * @returns undefined where there is none.
 * @throws BackgroundFetchBuildError `several-workbox-plugins`
 */
export function findWorkboxPlugin({ options }: Compiler): WorkboxPlugin | undefined {
  const found = options.plugins.filter(isWorkboxPlugin);
  if (found.length > 1)
    throw new BackgroundFetchBuildError('several-workbox-plugins', { found: found.map(nameOf) });
  return found[0];
}

function isWorkboxPlugin(plugin: unknown): plugin is WorkboxPlugin {
  return (
    isObject(plugin) &&
    'alreadyCalled' in plugin &&
    typeof plugin.alreadyCalled === 'boolean' &&
    'config' in plugin &&
    isObject(plugin.config)
  );
}

function nameOf({ config: { swSrc, swDest } }: WorkboxPlugin): string {
  const kind = swSrc === undefined ? 'GenerateSW' : `InjectManifest of ${swSrc}`;
  return swDest === undefined ? kind : `${kind} (swDest: ${swDest})`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
