import { canonicalUrl } from '../../shared/canonical-url.ts';
import type { NavigationOptions } from '../../shared/route.ts';
import { isPassedOn, passOn } from './pass-on.ts';
import type { RouteStorage } from './route-storage.ts';
import { variationsOf } from './variations.ts';

/** What serving has to know of a route. */
export interface ServedRoute {
  readonly storage: RouteStorage;
  /** Told what has been served, where that is of interest. */
  readonly limits?: { noteUse(event: ExtendableEvent, url: string): void } | undefined;
  /** Whether a URL, spelt canonically, can belong to a download of this route. Only the ledger knows whether it does. */
  serves(url: string): boolean;
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
  if (!/^(?:GET|HEAD)$/.test(method) || isPassedOn(event, routes)) return;
  const urls = mode === 'navigate' ? variationsOf(url, navigation) : [canonicalUrl(url)];
  const lookUps = urls.flatMap((candidate) => {
    const serving = routes.filter((route) => route.serves(candidate));
    return serving.map(
      ({ storage, limits }): LookUp =>
        async () => {
          const response = await storage.answer(event, candidate);
          if (response) limits?.noteUse(event, candidate);
          return response;
        },
    );
  });
  if (lookUps.length === 0) return;
  event.stopImmediatePropagation();
  event.respondWith(answer(event, lookUps, routes));
}

/** Looks for what a route has stored for a URL. */
type LookUp = () => Promise<Response | undefined>;

async function answer(
  event: FetchEvent,
  lookUps: readonly LookUp[],
  routes: readonly ServedRoute[],
): Promise<Response> {
  for (const lookUp of lookUps) {
    const response = await lookUp();
    if (response) return response;
  }
  return passOn(event, routes);
}
