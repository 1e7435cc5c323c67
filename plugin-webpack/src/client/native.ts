import { BackgroundFetchClient } from 'workbox-background-fetch/window';

export * from 'workbox-background-fetch/window';

/** The client of apps that do without the fallback engine. */
export const downloads: BackgroundFetchClient = new BackgroundFetchClient();
