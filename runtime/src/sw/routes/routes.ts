import type { WorkboxPlugin } from 'workbox-core/types.js';
import type { ImageResource } from '../../shared/background-fetch.ts';
import { canonicalHref, canonicalUrl } from '../../shared/canonical-url.ts';
import { fillText, fillUrl } from '../../shared/fill.ts';
import { matchId, type Params } from '../../shared/match-id.ts';
import type { ParsedConfig, ParsedRequest, ParsedRoute } from '../../shared/parsed-config.ts';
import { urlExpressions } from '../../shared/url-expressions.ts';
import type { LedgerRequest } from '../../store/schema.ts';
import { RouteStrategy } from '../serve/route-strategy.ts';
import type { ServedRoute } from '../serve/serve.ts';

/** A request of one download. */
export interface ResolvedRequest extends LedgerRequest {
  /** The URL in the spelling in which it is fetched: as it is written where it has no parameters, since a signature may depend on it. */
  href: string;
  options: ParsedRequest;
}

/** What an id means: its route, its parameters, and everything that belongs to it. */
export interface Download {
  id: string;
  params: Params;
  route: Route;
  requests: LedgerRequest[];
  title: string;
}

/** A download as this build's routes describe it. */
export interface ResolvedDownload extends Download {
  requests: ResolvedRequest[];
}

/** A route of the config, ready to match ids and URLs. */
export interface Route extends ServedRoute {
  readonly options: ParsedRoute;
  resolve(id: string): ResolvedDownload | undefined;
  /** Their URLs are absolute: the page that starts the background fetch may be anywhere. */
  readonly icons: ImageResource[];
  /** The absolute URL that a click leads to. */
  clickUrl(params: Params): string | undefined;
}

/**
 * Compiles the config's routes.
 *
 * @param scriptURL - the worker's own URL, which the config's base is resolved against.
 */
export function compileRoutes(config: ParsedConfig, scriptURL: string, plugins: WorkboxPlugin[]): Route[] {
  const base = new URL(config.base ?? './', scriptURL).href;
  const files = new Map(
    Object.entries(config.files ?? {}).map(([path, file]) => [canonicalUrl(path, base), file]),
  );
  return config.routes.map((options) => {
    const resolveRequest = (request: ParsedRequest, params: Params): ResolvedRequest => {
      const [written = ''] = new URL(fillUrl(request.url, params), base).href.split('#');
      const url = canonicalHref(written);
      const [known, hash, immutable, decodedSize] = files.get(url) ?? [];
      const revision = request.revision ?? (immutable ? undefined : hash);
      const size = request.size ?? known;
      return {
        url,
        // Not every server takes what needs no escape where it is escaped: Vite's takes `R&B.mp3` only as pages ask for it.
        href: typeof request.url === 'string' ? written : url,
        key: revisionedKey(url, revision),
        size,
        ...(request.size === undefined && decodedSize !== undefined ? { decodedSize } : {}),
        options: request,
      };
    };
    return {
      options,
      strategy: new RouteStrategy({ cacheName: options.cacheName, plugins }),
      resolve(id) {
        const params = matchId(options.pattern, id);
        if (!params) return undefined;
        // Parameters can make one URL of two templates.
        const requests = new Map<string, ResolvedRequest>();
        for (const request of options.requests) {
          const resolved = resolveRequest(request, params);
          if (!requests.has(resolved.url)) requests.set(resolved.url, resolved);
        }
        return {
          id,
          params,
          route: this,
          requests: [...requests.values()],
          title: options.title === undefined ? id : fillText(options.title, params),
        };
      },
      serves: compileServes(options, base),
      icons: (options.icons ?? []).map((icon) => ({ ...icon, src: new URL(icon.src, base).href })),
      clickUrl: (params) =>
        options.click === undefined ? undefined : new URL(fillUrl(options.click, params), base).href,
    };
  });
}

/** Plain URLs are looked up; only templates need an expression each. */
function compileServes({ requests }: ParsedRoute, base: string): (url: string) => boolean {
  const urls = new Set<string>();
  const expressions = requests.flatMap(({ url }) => {
    if (typeof url !== 'string') return urlExpressions(url, base);
    urls.add(canonicalUrl(url, base));
    return [];
  });
  return (url) => urls.has(url) || expressions.some(({ expression }) => expression.test(url));
}

/** As workbox-precaching writes it, so that its tools and readers know it. */
function revisionedKey(url: string, revision: string | undefined): string {
  if (revision === undefined) return url;
  const key = new URL(url);
  key.searchParams.set('__WB_REVISION__', revision);
  return key.href;
}
