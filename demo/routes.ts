import type { RouteOptions } from 'workbox-background-fetch/build';

/** What the app downloads in the background; both bundlers' configs take it. */
export const routes: RouteOptions[] = [
  {
    id: 'episode/:slug',
    requests: ['media/:slug.wav', 'media/:slug.svg'],
    title: 'Slow Weather: :slug',
    successTitle: ':slug is ready to play offline',
    failTitle: ':slug could not be downloaded',
    cacheName: 'episodes',
    click: 'episodes/:slug',
  },
  {
    id: 'python',
    requests: { glob: 'pyodide/**' },
    title: 'Python',
    successTitle: 'Python is ready to run offline',
    failTitle: 'Python could not be downloaded',
    cacheName: 'python',
    click: 'python',
  },
];
