import { BackgroundFetchClient } from 'workbox-background-fetch/window';

export * from 'workbox-background-fetch/window';

/** The client of apps that use the fallback engine everywhere. */
export const downloads: BackgroundFetchClient = new BackgroundFetchClient({
  fallback: { load: () => import('workbox-background-fetch/fallback'), always: true },
});
