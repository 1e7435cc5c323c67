import { isDeepStrictEqual } from 'node:util';
import { canonicalUrl } from '../../shared/canonical-url.ts';
import { parseTemplate } from '../../shared/pattern.ts';
import type { RequestOptions } from '../../shared/route.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { isGlob, type ResolvedRoute } from '../options/resolved-options.ts';
import type { Instance } from './check-download-total.ts';

/** A request of the worker's, and the files that it leads to. */
export interface Found {
  /** The request or glob that it comes from. */
  source: ResolvedRoute['requests'][number];
  request: RequestOptions;
  instances: Instance[];
}

/**
 * Makes one of those that are for the same URL, in whatever spelling: once is enough, and some browsers refuse to fetch a
 * URL twice. Options of a request go before those of a glob; what has no options agrees with everything.
 *
 * @param base - what relative URLs are resolved against, absolute.
 * @throws BackgroundFetchBuildError `conflicting-requests`
 */
export function mergeRequests(route: string, all: readonly Found[], base: string): Found[] {
  const merged = new Map<string, Found>();
  for (const found of all) {
    const key = keyOf(found.request.url, base);
    const other = merged.get(key);
    merged.set(key, other === undefined ? found : merge(route, other, found));
  }
  return [...merged.values()];
}

function merge(route: string, first: Found, second: Found): Found {
  const [{ url, ...options }, { url: _, ...others }] = [first.request, second.request];
  if (Object.keys(others).length === 0 || isDeepStrictEqual(options, others)) return first;
  if (Object.keys(options).length === 0) return withOptions(second, first, others);
  if (isGlob(first.source) === isGlob(second.source)) {
    const [from, to] = [first.source, second.source];
    throw new BackgroundFetchBuildError('conflicting-requests', { route, url, first: from, second: to });
  }
  return isGlob(first.source)
    ? withOptions(second, first, { ...options, ...others })
    : withOptions(first, first, { ...others, ...options });
}

/** What `place` is, as `source` has it. */
function withOptions({ source }: Found, place: Found, options: Omit<RequestOptions, 'url'>): Found {
  const request = { url: place.request.url, ...options };
  return { source, request, instances: place.instances.map((instance) => ({ ...instance, request })) };
}

/** Parameters have names that no URL has by chance. */
function keyOf(template: string, base: string): string {
  return parseTemplate(template)
    .map((variant) => variant.map((part) => (typeof part === 'string' ? part : `bgf.${part.name}.param`)))
    .map((parts) => canonicalUrl(parts.join(''), base))
    .join(' ');
}

/** No server sees a fragment. One that a group begins in is left, for the worker to drop. */
export function withoutFragment(template: string): string {
  const at = template.search(/\\?#/);
  return at < 0 || template.slice(0, at).includes('{') ? template : template.slice(0, at);
}
