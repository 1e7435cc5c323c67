import type { FallbackMode, RequestOptions } from '../../shared/route.ts';
import { baseFromWorker } from '../assets/base-from-worker.ts';
import type { BuildOutput } from '../assets/build-output.ts';
import { fileUrl } from '../assets/file-url.ts';
import { matchGlob, withoutCompressedForms } from '../assets/match-files.ts';
import { appBase, isOnOtherOrigin } from '../assets/public-path.ts';
import type { BackgroundFetchBuildError } from '../errors.ts';
import { escapeTemplate } from '../options/escape-template.ts';
import { isGlob, type ResolvedOptions, type ResolvedRoute } from '../options/resolved-options.ts';
import { OWN_ORIGIN } from '../options/sample.ts';
import type { Instance } from './check-download-total.ts';
import { createFindFiles } from './find-files.ts';
import { type Found, mergeRequests, withoutFragment } from './merge-requests.ts';
import { patternsWithoutFile, requestsWithoutFile } from './requests-without-file.ts';
import { rowInstances } from './row-instances.ts';

/** What can be told before any file is read. */
export interface Plan {
  routes: { route: ResolvedRoute; requests: RequestOptions[]; instances: Instance[] }[];
  fallback: FallbackMode;
  globbed: Set<string>;
  /** The folder of the app, seen from the worker. */
  base: string;
  navigation: BuildOutput['navigation'];
  concurrency: number | undefined;
  namespaces: boolean | undefined;
  warnings: BackgroundFetchBuildError[];
}

/**
 * Writes globs out, makes one of all requests for the same URL, and finds the files that they lead to.
 *
 * @throws BackgroundFetchBuildError `empty-glob`, `conflicting-requests`, `unknown-base`
 */
export function planRoutes(
  { routes, fallback, navigation: asked, concurrency, namespaces }: ResolvedOptions,
  { files, navigation: ofWorkbox, lenient = false, ...place }: BuildOutput,
): Plan {
  const globbed = new Set<string>();
  const { base = '/' } = place;
  const origin = new URL(appBase(base), OWN_ORIGIN).href;
  const findFiles = createFindFiles(files, origin);
  // Where the base is unknown, it is unknown too what a path from the root has to do with it.
  const isKnown = base.startsWith('/') && !isOnOtherOrigin(base);
  const compareBase = new URL(isKnown ? base : '/unknown-base/', OWN_ORIGIN).href;
  const planned = routes.map((route) => {
    const all = route.requests.flatMap((source): Found[] => {
      if (!isGlob(source)) {
        const request = { ...source, url: withoutFragment(source.url) };
        return [{ source, request, instances: findFiles(route.id, request) }];
      }
      const { contentEncoding } = source;
      const matched = matchGlob(route.id, source, files, lenient);
      for (const { path } of matched) globbed.add(path);
      return withoutCompressedForms(matched).map((file) => {
        const url = escapeTemplate(fileUrl(file));
        const request = contentEncoding === undefined ? { url } : { url, contentEncoding };
        return { source, request, instances: [{ request, params: {}, file }] };
      });
    });
    const found = mergeRequests(route.id, all, compareBase);
    const rows = (route.each ?? []).flatMap((row) => rowInstances(route.id, row, findFiles));
    const requests = found.map(({ request }) => request);
    return { route, requests, instances: [...found.flatMap(({ instances }) => instances), ...rows] };
  });
  const navigation = asked || ofWorkbox ? { ...ofWorkbox, ...asked } : undefined;
  const warnings = lenient
    ? []
    : [
        ...patternsWithoutFile({ routes: planned }, files),
        ...requestsWithoutFile({ routes: planned }, files, origin, findFiles),
      ];
  return {
    routes: planned,
    fallback,
    globbed,
    base: baseFromWorker(place),
    navigation,
    concurrency,
    namespaces,
    warnings,
  };
}
