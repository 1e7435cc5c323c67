import type { BackgroundFetchOptions } from '../../shared/route.ts';

/** A line of Workbox's precache manifest. */
interface ManifestEntry {
  url: string;
  revision: string | null;
  size: number;
}

/** What Workbox calls with the precache manifest before it makes the service worker. */
export type ManifestTransform = (
  manifest: ManifestEntry[],
) => Promise<{ manifest: ManifestEntry[]; warnings?: string[] }>;

/** The options of workbox-build's generateSW and injectManifest that concern us. */
export interface WorkboxConfig {
  swDest: string;
  /** Only injectManifest has it. */
  swSrc?: string | undefined;
  globDirectory?: string | undefined;
  globIgnores?: string[] | undefined;
  importScripts?: string[] | undefined;
  /** Default: the environment's NODE_ENV. */
  mode?: string | null | undefined;
  /** Only generateSW has it. Default: true. */
  sourcemap?: boolean | undefined;
  injectionPoint?: string | undefined;
  /** What stands for '' in it says where the files of globDirectory are, seen from the worker. */
  modifyURLPrefix?: Record<string, string> | undefined;
  directoryIndex?: string | null | undefined;
  cleanURLs?: boolean | undefined;
  ignoreURLParametersMatching?: RegExp[] | undefined;
  dontCacheBustURLsMatching?: RegExp | undefined;
  // Workbox's own types of routes and entries are of no interest.
  runtimeCaching?: unknown[] | undefined;
  additionalManifestEntries?: unknown[] | null | undefined;
  // Workbox's own type of a transform takes more arguments than this one needs.
  manifestTransforms?: unknown[] | undefined;
}

/** A Workbox config with background-fetch routes in it. */
export type ConfigWithRoutes<T> = T & { backgroundFetch: BackgroundFetchOptions };
