import type {
  ContentEncoding,
  EachOptions,
  FallbackMode,
  ListOptions,
  NavigationOptions,
  RequestOptions,
  RouteOptions,
} from '../../shared/route.ts';
import type { RetryPolicy } from '../../shared/worker-config.ts';

/** A glob with its lists written out. */
export interface ResolvedGlob {
  glob: string[];
  ignore: string[];
  contentEncoding?: ContentEncoding;
}

/** A route whose short forms have been written out, with its requests by their kinds. What it has none of is absent. */
export interface ResolvedRoute extends Omit<RouteOptions, 'requests' | 'serve' | 'retry'> {
  /** What names URLs, templates of them, or files of the build. */
  requests: (RequestOptions | ResolvedGlob)[];
  /** 1 where the page gives requests too. */
  page?: 1;
  each?: EachOptions[];
  lists?: ListOptions[];
  serve?: string[];
  retry?: RetryPolicy;
}

/** Options that have been found to make sense, as far as that can be told without the build's files. */
export interface ResolvedOptions {
  routes: ResolvedRoute[];
  fallback: FallbackMode;
  /** The module of hooks, as it was written. */
  worker?: string;
  navigation?: NavigationOptions;
  concurrency?: number;
  namespaces?: boolean;
}

/** Tells the two kinds of requests apart. */
export function isGlob(request: RequestOptions | ResolvedGlob): request is ResolvedGlob {
  return 'glob' in request;
}
