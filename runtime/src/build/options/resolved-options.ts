import type {
  ContentEncoding,
  FallbackMode,
  NavigationOptions,
  RequestOptions,
  RouteOptions,
} from '../../shared/route.ts';

/** A glob with its lists written out. */
export interface ResolvedGlob {
  glob: string[];
  ignore: string[];
  contentEncoding?: ContentEncoding;
}

/** A route whose short forms have been written out. */
export interface ResolvedRoute extends Omit<RouteOptions, 'requests'> {
  requests: (RequestOptions | ResolvedGlob)[];
}

/** Options that have been found to make sense, as far as that can be told without the build's files. */
export interface ResolvedOptions {
  routes: ResolvedRoute[];
  fallback: FallbackMode;
  navigation?: NavigationOptions;
}

/** Tells the two kinds of requests apart. */
export function isGlob(request: RequestOptions | ResolvedGlob): request is ResolvedGlob {
  return 'glob' in request;
}
