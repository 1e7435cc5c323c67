import { BackgroundFetchClient } from 'workbox-background-fetch/window';

/** What pages get from `virtual:background-fetch`. The declaration file gives it the routes' ids. */
export const downloads: BackgroundFetchClient = new BackgroundFetchClient({
  fallback: { load: () => import('workbox-background-fetch/fallback') },
});
