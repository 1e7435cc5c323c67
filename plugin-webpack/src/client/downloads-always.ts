import { BackgroundFetchClient } from 'workbox-background-fetch/window';

/** The same for apps that use the fallback engine everywhere. */
export const downloads: BackgroundFetchClient = new BackgroundFetchClient({
  fallback: { load: () => import('workbox-background-fetch/fallback'), always: true },
});
