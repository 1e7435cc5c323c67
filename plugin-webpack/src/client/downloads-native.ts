import { BackgroundFetchClient } from 'workbox-background-fetch/window';

/** The same for apps that do without the fallback engine. */
export const downloads: BackgroundFetchClient = new BackgroundFetchClient();
