// Written by workbox-background-fetch from the routes in the bundler's config. Commit it, but do not edit it.
import 'vite-plugin-background-fetch/client';

declare module 'vite-plugin-background-fetch/client' {
  interface RegisteredRoutes {
    /** The ids that the routes match, and whether they take requests from the page. */
    routes: {
      'episode/:slug': { id: `episode/${string}`; requests: 'never' };
      'album/:id': { id: `album/${string}`; requests: 'demanded' };
      python: { id: 'python'; requests: 'never' };
    };
  }
}
