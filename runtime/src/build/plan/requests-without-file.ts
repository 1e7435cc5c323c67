import picomatch from 'picomatch';
import { canonicalUrl } from '../../shared/canonical-url.ts';
import { parseTemplate } from '../../shared/pattern.ts';
import type { RequestOptions } from '../../shared/route.ts';
import type { BuiltFile } from '../assets/built-file.ts';
import { fileUrl } from '../assets/file-url.ts';
import { nearby } from '../assets/nearby.ts';
import { nearestFolder } from '../assets/nearest-folder.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { isGlob } from '../options/resolved-options.ts';
import { OWN_ORIGIN } from '../options/sample.ts';
import type { FindFiles } from './find-files.ts';
import { meantRequest } from './meant-request.ts';
import { withoutFragment } from './merge-requests.ts';
import type { Plan } from './plan-routes.ts';

/**
 * Warns of patterns that match no file of the build, where others of the same glob do.
 *
 * @param files - all files of the build.
 */
export function patternsWithoutFile(
  { routes }: Pick<Plan, 'routes'>,
  files: readonly BuiltFile[],
): BackgroundFetchBuildError<'pattern-without-file'>[] {
  return routes.flatMap(({ route }) =>
    route.requests.flatMap((request) => {
      if (!isGlob(request) || request.glob.length < 2) return [];
      const empty = request.glob.filter((pattern) => {
        const matches = picomatch(pattern);
        return !files.some(({ path }) => matches(path));
      });
      return empty.map((pattern) => {
        const wanted = picomatch.scan(pattern).base;
        const paths = files.map(({ path }) => path);
        const { folder, names } = nearestFolder(wanted === '' ? '' : `${wanted}/`, paths);
        const details = { route: route.id, pattern, folder, nearby: nearby(names) };
        return new BackgroundFetchBuildError('pattern-without-file', details);
      });
    }),
  );
}

/**
 * Warns of requests that lead to no file of the build, where others of the same route do, or they themselves would, written
 * otherwise: they may be misspelt. A server may have what they name, so that they are no mistake for certain, and are none where
 * the options say what only its server can have told.
 *
 * @param files - all files of the build.
 * @param base - the app's base, as an absolute URL.
 */
export function requestsWithoutFile(
  { routes }: Pick<Plan, 'routes'>,
  files: readonly BuiltFile[],
  base: string,
  findFiles: FindFiles,
): BackgroundFetchBuildError<'request-without-file'>[] {
  let paths: string[] | undefined;
  return routes.flatMap(({ route, requests, instances }) => {
    const led = new Set(instances.map(({ request }) => request.url));
    const rows = (route.each ?? []).map((row) => ({ ...row, url: withoutFragment(row.url) }));
    return [...requests, ...rows].flatMap((request) => {
      const wanted = led.has(request.url) || isStated(request) ? undefined : folderOf(request.url, base);
      if (wanted === undefined) return [];
      const meant = meantRequest(route.id, request, findFiles);
      if (meant === undefined && led.size === 0) return [];
      paths ??= files.flatMap((file) => pathOf(canonicalUrl(fileUrl(file), base), base) ?? []);
      const { folder, names } = nearestFolder(wanted, paths);
      const details = { route: route.id, url: request.url, folder, nearby: nearby(names), meant };
      return [new BackgroundFetchBuildError('request-without-file', details)];
    });
  });
}

function isStated({ size, integrity, revision }: RequestOptions): boolean {
  return size !== undefined || integrity !== undefined || revision !== undefined;
}

/** The folder that a template begins with, as far as it has no parameters; undefined where it is not of this origin. */
function folderOf(template: string, base: string): string | undefined {
  const [first] = parseTemplate(template)[0] ?? [];
  const literal = typeof first === 'string' ? first.replace(/[?#].*/s, '') : '';
  if (!URL.canParse(literal, base)) return undefined;
  return pathOf(canonicalUrl(literal, base), base)?.replace(/[^/]*$/, '');
}

/** A URL as people write it, relative to the base where it is below; undefined where it is of another origin. */
function pathOf(url: string, base: string): string | undefined {
  if (!url.startsWith(`${OWN_ORIGIN}/`)) return undefined;
  const path = url.startsWith(base) ? url.slice(base.length) : url.slice(OWN_ORIGIN.length);
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
