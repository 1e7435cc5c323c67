import type { RouteAppOptions } from '../route-app/app.ts';

/**
 * The routes of the app to which everything happens.
 *
 * @param build - two builds have two workers, which know the same downloads.
 */
export function chaosRoutes(build: number): RouteAppOptions['routes'] {
  return [
    {
      id: 'item/:seed/:n',
      requests: 'page',
      serve: 'files/*',
      title: `Item :n of build ${build}`,
      cacheName: 'chaos',
      retry: { limit: 50, delays: [1, 2, 4] },
    },
  ];
}
