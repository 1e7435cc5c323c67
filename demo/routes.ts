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
    // What belongs to an album is known when the API has told it; its URLs are others each time.
    id: 'album/:id',
    requests: 'page',
    serve: 'tracks/:id/*',
    title: ':metadata.name',
    successTitle: ':metadata.name is ready to play offline',
    failTitle: ':metadata.name could not be downloaded as a whole',
    cacheName: 'albums',
    click: { progress: 'albums/:id', success: 'albums/:id?after=success', fail: 'albums/:id?after=fail' },
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
