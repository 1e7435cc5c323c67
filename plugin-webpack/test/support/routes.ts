import type { RouteOptions } from 'workbox-background-fetch/build';

/** The same for every integration. */
export const routes: RouteOptions[] = [
  { id: 'talk/:slug', requests: 'media/:slug.txt', title: 'Talk :slug', cacheName: 'talks' },
  { id: 'model', requests: { glob: 'models/**', ignore: '**/*.md' }, title: 'Model', cacheName: 'models' },
];

/** The files behind the glob. */
export const GLOBBED: string[] = ['models/deep/weights.txt', 'models/net.json'];
