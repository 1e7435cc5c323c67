import type { BackgroundFetchOptions, RequestOptions } from '../../shared/route.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { checkEach } from './check-each.ts';
import { checkIntegrity } from './check-integrity.ts';
import { checkLists } from './check-lists.ts';
import { checkRequest } from './check-request.ts';
import { checkReservedParams } from './check-reserved-params.ts';
import { checkServe } from './check-serve.ts';
import { checkTemplates } from './check-templates.ts';
import { completeRoute, type ExpandedOptions, expandOptions } from './expand-options.ts';
import { findOverlap } from './overlap.ts';
import { readPattern, readTemplate } from './read-pattern.ts';
import { isGlob, type ResolvedOptions, type ResolvedRoute } from './resolved-options.ts';
import type { MoreOptions } from './unknown-names.ts';
import { validateShape } from './validate-shape.ts';

/**
 * Writes out the short forms of the options and checks them.
 *
 * @param more - a plugin's own options, which are checked too, and left out of what is returned.
 * @throws BackgroundFetchBuildError
 */
export function resolveOptions(options: BackgroundFetchOptions, more?: MoreOptions): ResolvedOptions {
  const expanded = expandOptions(options);
  validateShape(expanded, more);
  const {
    routes: written,
    fallback = 'auto',
    worker,
    navigation,
    concurrency,
    namespaces,
  } = expanded as ExpandedOptions;
  const routes = written.map(completeRoute);
  for (const route of routes) checkRoute(route);
  checkOverlaps(routes);
  return {
    routes,
    fallback,
    ...(worker === undefined ? {} : { worker }),
    ...(navigation === undefined ? {} : { navigation }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(namespaces ? { namespaces } : {}),
  };
}

function checkRoute(route: ResolvedRoute): void {
  const variants = readPattern(route);
  const requests = route.requests.filter((request): request is RequestOptions => !isGlob(request));
  checkReservedParams(route, variants);
  for (const { url } of requests) readTemplate(route.id, `the request "${url}"`, url);
  for (const request of requests) checkRequest(route.id, variants, request);
  checkIntegrity(route.id, route.integrity, requests);
  checkEach(route, variants);
  checkLists(route, variants);
  checkServe(route, variants);
  checkTemplates(route, variants);
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
