import type { BackgroundFetchOptions, RouteOptions } from 'workbox-background-fetch/build';
import type { Place } from './integration.ts';

/** The same for every integration. */
export const routes: RouteOptions[] = [
  { id: 'talk/:slug', requests: 'media/:slug.txt', title: 'Talk :slug', cacheName: 'talks' },
  { id: 'model', requests: { glob: 'models/**', ignore: '**/*.md' }, title: 'Model', cacheName: 'models' },
];

/** The files behind the glob. */
export const GLOBBED: string[] = ['models/deep/weights.txt', 'models/net.json'];

/** What every integration is given for a place. */
export function optionsFor({ worker }: Pick<Place, 'worker'>): BackgroundFetchOptions {
  return worker === undefined ? { routes } : { routes, worker };
}
