// Written by workbox-background-fetch from the routes in the bundler's config. Commit it, but do not edit it.
declare module 'virtual:background-fetch' {
  /** The ids that the routes match. */
  export type DownloadId = `episode/${string}` | 'python';
  export const downloads: import('workbox-background-fetch/window').BackgroundFetchClient<DownloadId>;
}

declare module 'virtual:background-fetch/sw' {}
