import type {
  BackgroundFetchOptions,
  EachOptions,
  ListOptions,
  RequestOptions,
  RetryOptions,
  RouteOptions,
  RouteRequest,
} from '../../shared/route.ts';
import type { RetryPolicy } from '../../shared/worker-config.ts';
import type { ResolvedGlob, ResolvedOptions, ResolvedRoute } from './resolved-options.ts';

/** What of `retry` is not written: a server that is away for a minute costs little, and one that is away for a day is left alone. */
const RETRY: RetryPolicy = {
  limit: 20,
  delays: [10, 30, 60, 300, 900, 3600],
  jitter: 0.2,
  giveUpAfter: 86_400,
};

/** Options whose short forms have been written out, before they are checked. */
export interface ExpandedOptions extends Partial<Omit<ResolvedOptions, 'routes'>> {
  routes: ExpandedRoute[];
}

/** A route in which every list is one, and every request of the build's an object. */
interface ExpandedRoute extends Omit<ResolvedRoute, 'requests' | 'each' | 'lists' | 'page' | 'retry'> {
  requests: ('page' | RequestOptions | ResolvedGlob | EachOptions | ListOptions)[];
  retry?: RetryOptions;
}

/** Writes out the short forms of options. Leaves alone what it does not understand, for the schema to complain about. */
export function expandOptions(options: unknown): unknown {
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
  const { requests, serve, retry, ...others } = route as RouteOptions;
  return {
    ...others,
    requests: [requests].flat().map(expandRequest),
    ...(serve === undefined ? {} : { serve: [serve].flat() }),
    ...(retry === undefined || retry === false ? {} : { retry: retry === true ? {} : retry }),
  };
}

function expandRequest(request: RouteRequest): unknown {
  if (typeof request === 'string') return request === 'page' ? request : { url: request };
  if (typeof request !== 'object' || request === null || !('glob' in request)) return request;
  const { glob, ignore = [], ...others } = request;
  return { ...others, glob: [glob].flat(), ignore: [ignore].flat() };
}

/** Puts the requests of a checked route to those of their kind, and adds what it leaves to defaults. */
export function completeRoute({ requests: all, retry, ...route }: ExpandedRoute): ResolvedRoute {
  const requests: ResolvedRoute['requests'] = [];
  const each: EachOptions[] = [];
  const lists: ListOptions[] = [];
  for (const request of all) {
    if (request === 'page') continue;
    if ('each' in request) each.push(request);
    else if ('list' in request) lists.push(request);
    else requests.push(request);
  }
  return {
    ...route,
    requests,
    ...(all.includes('page') ? { page: 1 } : {}),
    ...(each.length > 0 ? { each } : {}),
    ...(lists.length > 0 ? { lists } : {}),
    // What nobody has pressed for must not end as failed for nothing.
    ...(retry || route.update === 'auto' ? { retry: { ...RETRY, ...retry } } : {}),
  };
}
