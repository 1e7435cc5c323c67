import type {
  BackgroundFetchOptions,
  GlobOptions,
  RequestOptions,
  RouteOptions,
} from '../../shared/route.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { checkRequest } from './check-request.ts';
import { checkTemplates } from './check-templates.ts';
import { findOverlap } from './overlap.ts';
import { readPattern, readTemplate } from './read-pattern.ts';
import { isGlob, type ResolvedOptions, type ResolvedRoute } from './resolved-options.ts';
import { validateShape } from './validate-shape.ts';

/**
 * Writes out the short forms of the options and checks them.
 *
 * @throws BackgroundFetchBuildError
 */
export function resolveOptions(options: BackgroundFetchOptions): ResolvedOptions {
  const expanded = expand(options);
  validateShape(expanded);
  const {
    routes,
    fallback = 'auto',
    navigation,
  } = expanded as Pick<ResolvedOptions, 'routes'> & Partial<ResolvedOptions>;
  for (const route of routes) {
    const variants = readPattern(route);
    const requests = route.requests.filter((request): request is RequestOptions => !isGlob(request));
    for (const { url } of requests) readTemplate(route.id, `the request "${url}"`, url);
    for (const request of requests) checkRequest(route.id, variants, request);
    checkTemplates(route, variants);
  }
  checkOverlaps(routes);
  return { routes, fallback, ...(navigation === undefined ? {} : { navigation }) };
}

/** Leaves alone what it does not understand, for the schema to complain about. */
function expand(options: unknown): unknown {
  if (
    typeof options !== 'object' ||
    options === null ||
    !Array.isArray((options as BackgroundFetchOptions).routes)
  ) {
    return options;
  }
  const { routes, ...others } = options as BackgroundFetchOptions;
  return { ...others, routes: routes.map(expandRoute) };
}

function expandRoute(route: unknown): unknown {
  if (typeof route !== 'object' || route === null || !('requests' in route)) return route;
  const { requests } = route as RouteOptions;
  return { ...route, requests: [requests].flat().map(expandRequest) };
}

function expandRequest(request: string | RequestOptions | GlobOptions): unknown {
  if (typeof request === 'string') return { url: request };
  if (typeof request !== 'object' || request === null || !('glob' in request)) return request;
  const { glob, ignore = [], ...others } = request;
  return { ...others, glob: [glob].flat(), ignore: [ignore].flat() };
}

function checkOverlaps(routes: ResolvedRoute[]): void {
  const patterns = routes.map((route) => ({ id: route.id, variants: readPattern(route) }));
  for (const [index, { id, variants }] of patterns.entries()) {
    for (const other of patterns.slice(0, index)) {
      const example = findOverlap(other.variants, variants);
      if (example === undefined) continue;
      throw new BackgroundFetchBuildError('overlapping-ids', { route: other.id, other: id, example });
    }
  }
}
