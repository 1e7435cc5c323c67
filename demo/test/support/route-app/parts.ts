import type { Variant } from '../variants.ts';
import { type RouteApp, startRouteApp } from './app.ts';

/** The downloads of a group: three, of two files each. */
export const idsOf = (group: string): string[] => [1, 2, 3].map((n) => `${group}-${n}`);

/** What a file has, by the name of its download and its number. */
export const textOfFile = (id: string, n: number): string => `part ${n} of ${id}. `.repeat(50);

/** Where it is. */
export const pathOf = (id: string, n: number): string => `parts/${id}/${n}.txt`;

/** Starts an app whose downloads, `parts/NAME`, wait for one another and for another attempt. */
export function startPartsApp(variant: Omit<Variant, 'build'>, groups: readonly string[]): Promise<RouteApp> {
  const files = groups
    .flatMap(idsOf)
    .flatMap((id) => [1, 2].map((n): [string, string] => [pathOf(id, n), textOfFile(id, n)]));
  return startRouteApp(variant, {
    files: Object.fromEntries(files),
    routes: [
      {
        id: 'parts/:name',
        requests: ['parts/:name/1.txt', 'parts/:name/2.txt'],
        retry: { delays: [1], jitter: 0 },
      },
    ],
    workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
  });
}

/** How often a file has been asked for. */
export const countOf = ({ server }: RouteApp, path: string): number =>
  server.requests.filter(({ pathname }) => pathname === `/${path}`).length;

/** How often each file of some downloads has been. */
export const counts = (app: RouteApp, ids: readonly string[]): number[] =>
  ids.flatMap((id) => [1, 2].map((n) => countOf(app, pathOf(id, n))));
