import type { ImageResource } from '../../shared/background-fetch.ts';
import { canonicalHref, canonicalUrl } from '../../shared/canonical-url.ts';
import { fillUrl } from '../../shared/fill.ts';
import { matchId, type Params } from '../../shared/match-id.ts';
import type { ParsedConfig, ParsedRequest, ParsedRoute } from '../../shared/parsed-config.ts';
import type { PlannedRequest } from '../../shared/protocol.ts';
import type { LedgerFile } from '../../store/schema.ts';
import { defaultCacheName, type RouteStorage } from '../serve/route-storage.ts';
import type { ServedRoute } from '../serve/serve.ts';
import type { Integrity } from './integrity.ts';
import type { Limits } from './limits.ts';
import type { Prepare } from './prepare.ts';
import type { Queue } from './queue.ts';
import type { RunTime } from './run-time.ts';

/** What an id means: its route, its parameters, and the files that the build knows of it. */
export interface Download {
  id: string;
  params: Params;
  route: Route;
  files: LedgerFile[];
}

/** A request as a route or a page writes it, with an URL whose parameters are filled. */
export interface WrittenRequest extends Omit<ParsedRequest, 'url'> {
  url: string;
  /** Under which URL the app asks for what it brings. */
  as?: string;
}

/** A route of the config, ready to match ids and URLs. */
export interface Route extends ServedRoute {
  readonly options: ParsedRoute;
  /** What relative URLs are resolved against; absolute. */
  readonly base: string;
  resolve(id: string): Download | undefined;
  /** The file that a request brings. */
  toFile(request: WrittenRequest): LedgerFile;
  /** The same, for a request with parameters in its URL. */
  resolveRequest(request: ParsedRequest, params: Params): LedgerFile;
  readonly runTime: RunTime | undefined;
  /** Where downloads wait: for others and for another attempt those of a route with `retry`, for the app that has paused them any. */
  readonly queue: Queue | undefined;
  /** Where the app gives each start fresh requests. */
  readonly prepare: Prepare | undefined;
  /** Holds what comes against hashes. */
  readonly integrity: Integrity | undefined;
  /** Where downloads are removed by themselves, of this route or another. */
  readonly limits: Limits | undefined;
  /** Their URLs are absolute: the page that starts the background fetch may be anywhere. */
  readonly icons: ImageResource[];
  /** What its ids begin with, where it is that of a namespace. */
  readonly prefix?: string;
}

/** What routes are made with. */
export interface RouteParts {
  /**
   * Makes the storage of a route from the name of its cache.
   *
   * @param like - that of the same route in the common namespace.
   */
  toStorage(cacheName: string, like?: RouteStorage): RouteStorage;
  /** Where something of a route is known at run time alone. */
  runTime?: RunTime | undefined;
  prepare?: Prepare | undefined;
  /** Makes what downloads wait in, where those of a route do. */
  createQueue?(config: ParsedConfig): Queue;
  /** Makes what has a route keep the downloads of namespaces apart. */
  createNamespaces?(toStorage: RouteParts['toStorage']): (route: Route) => Route;
  /** Where hashes of files are known. */
  integrity?: Integrity | undefined;
  /** Makes what removes downloads by itself, where a route has that. */
  createLimits?(config: ParsedConfig): Limits;
}

/**
 * Compiles the config's routes.
 *
 * @param scriptURL - the worker's own URL, which the config's base is resolved against.
 */
export function compileRoutes(
  config: ParsedConfig,
  scriptURL: string,
  { toStorage, runTime, createQueue, createLimits, createNamespaces, integrity, prepare }: RouteParts,
): Route[] {
  const base = new URL(config.base ?? './', scriptURL).href;
  const queue = config.routes.some(({ retry }) => retry) ? createQueue?.(config) : undefined;
  const limits = config.routes.some(({ expiration }) => expiration) ? createLimits?.(config) : undefined;
  const built = new Map(
    Object.entries(config.files ?? {}).map(([path, file]) => [canonicalUrl(path, base), file]),
  );
  const toFile = ({
    url: given,
    as,
    size,
    revision,
    integrity: sri,
    ...init
  }: WrittenRequest): LedgerFile => {
    const [written = ''] = new URL(given, base).href.split('#');
    const url = as === undefined ? canonicalHref(written) : canonicalUrl(as, base);
    const file = built.get(url) ?? [];
    const [known, hash, immutable, decodedSize] = file;
    return {
      url,
      key: revisionedKey(url, revision ?? (immutable ? undefined : hash)),
      request: { url: written, init: init as PlannedRequest['init'] },
      size: size ?? known,
      ...(size === undefined && decodedSize !== undefined && { decodedSize }),
      ...integrity?.hashesOf(sri, as ? [] : file, size),
    };
  };
  const resolveRequest = ({ url: template, ...request }: ParsedRequest, params: Params): LedgerFile => {
    const file = toFile({ ...request, url: fillUrl(template, params) });
    // Not every server takes what needs no escape where it is escaped: Vite's takes `R&B.mp3` only as pages ask for it.
    if (typeof template !== 'string') file.request.url = file.url;
    return file;
  };
  const apart = config.namespaces && createNamespaces?.(toStorage);
  const routes = config.routes.map(
    (options): Route => ({
      options,
      base,
      runTime,
      queue,
      limits,
      integrity,
      prepare,
      toFile,
      resolveRequest,
      storage: toStorage(options.cacheName ?? defaultCacheName()),
      resolve(id) {
        const params = matchId(options.pattern, id);
        if (!params) return undefined;
        // Parameters can make one URL of two templates.
        const files = new Map<string, LedgerFile>();
        for (const request of options.requests) {
          const file = resolveRequest(request, params);
          if (!files.has(file.url)) files.set(file.url, file);
        }
        return { id, params, route: this, files: [...files.values()] };
      },
      serves: compileServes(options, base),
      icons: (options.icons ?? []).map((icon) => ({ ...icon, src: new URL(icon.src, base).href })),
    }),
  );
  return apart ? routes.map(apart) : routes;
}

/** Plain URLs are looked up; only templates need an expression each. */
function compileServes({ requests, served = [] }: ParsedRoute, base: string): (url: string) => boolean {
  const urls = new Set(requests.map(({ url }) => (typeof url === 'string' ? canonicalUrl(url, base) : '')));
  const resolved = served.map(([start, rest]) => [start && canonicalUrl(start, base), rest] as const);
  return (url) =>
    urls.has(url) ||
    resolved.some(([start, rest]) => url.startsWith(start) && rest.test(url.slice(start.length)));
}

/** As workbox-precaching writes it, so that its tools and readers know it. */
function revisionedKey(url: string, revision: string | undefined): string {
  if (revision === undefined) return url;
  const key = new URL(url);
  key.searchParams.set('__WB_REVISION__', revision);
  return key.href;
}
