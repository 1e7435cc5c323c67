// Written by workbox-background-fetch from the routes in the bundler's config. Commit it, but do not edit it.
import 'vite-plugin-background-fetch/client';

declare module 'vite-plugin-background-fetch/client' {
  interface RegisteredRoutes {
    /** The ids that the routes match. */
    id: `episode/${string}` | 'python';
  }
}
