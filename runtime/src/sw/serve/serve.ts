import { canonicalUrl } from '../../shared/canonical-url.ts';
import type { NavigationOptions } from '../../shared/route.ts';
import { isPassedOn, passOn } from './pass-on.ts';
import type { RouteStrategy } from './route-strategy.ts';
import { variationsOf } from './variations.ts';

/** What serving has to know of a route. */
export interface ServedRoute {
  readonly strategy: RouteStrategy;
  /** Whether a URL, spelt canonically, can belong to a download of this route. Only the ledger knows whether it does. */
  serves(url: string): boolean;
}

/** A URL that may be stored, and who would have stored it. */
interface Candidate {
  url: string;
  strategy: RouteStrategy;
}

/**
 * Answers a request with what a download has stored. What no route can have stored is left alone, and what none has
 * stored goes on to the worker's other listeners.
 */
export function serve(
  event: FetchEvent,
  routes: readonly ServedRoute[],
  navigation?: NavigationOptions,
): void {
  const { method, mode, url } = event.request;
  if (method !== 'GET' || isPassedOn(event, routes)) return;
  const urls = mode === 'navigate' ? variationsOf(url, navigation) : [canonicalUrl(url)];
  const candidates = urls.flatMap((candidate) =>
    routes
      .filter((route) => route.serves(candidate))
      .map(({ strategy }): Candidate => ({ url: candidate, strategy })),
  );
  if (candidates.length === 0) return;
  event.stopImmediatePropagation();
  event.respondWith(answer(event, candidates, routes));
}

async function answer(
  event: FetchEvent,
  candidates: readonly Candidate[],
  routes: readonly ServedRoute[],
): Promise<Response> {
  for (const { url, strategy } of candidates) {
    const response = await strategy.answer(event, url);
    if (response) return response;
  }
  return passOn(event, routes);
}
