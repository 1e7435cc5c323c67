/// <reference path="../../virtual.d.ts" preserve="true" />
import { BackgroundFetchClient, type IdOf, type RoutesOf } from 'workbox-background-fetch/window';

export * from 'workbox-background-fetch/window';

/** What the routes of the app take: the declaration file that the plugin writes adds `routes`, by the patterns of their ids. */
// biome-ignore lint/suspicious/noEmptyInterface: the app's declaration file augments it
export interface RegisteredRoutes {}

/** The routes as the client's methods know them; any string is an id while there is no declaration file. */
export type DownloadRoutes = RoutesOf<RegisteredRoutes>;

/** The ids that the routes match. */
export type DownloadId = IdOf<DownloadRoutes>;

/**
 * The app's downloads. Where the plugin builds the page, it puts in the client that its options ask for; on a server nothing
 * is supported.
 */
export const downloads: BackgroundFetchClient<DownloadRoutes> = new BackgroundFetchClient<DownloadRoutes>({
  fallback: { load: () => import('workbox-background-fetch/fallback') },
});
