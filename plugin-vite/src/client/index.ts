/// <reference path="../../virtual.d.ts" preserve="true" />
import { BackgroundFetchClient } from 'workbox-background-fetch/window';

export * from 'workbox-background-fetch/window';

/** What the routes of the app are called: the declaration file that the plugin writes adds `id`, the type of all their ids. */
// biome-ignore lint/suspicious/noEmptyInterface: the app's declaration file augments it
export interface RegisteredRoutes {}

/** The ids that the routes match; any string while there is no declaration file. */
export type DownloadId = RegisteredRoutes extends { id: infer Id extends string } ? Id : string;

/**
 * The app's downloads. Where the plugin builds the page, it puts in the client that its options ask for; on a server nothing
 * is supported.
 */
export const downloads: BackgroundFetchClient<DownloadId> = new BackgroundFetchClient<DownloadId>({
  fallback: { load: () => import('workbox-background-fetch/fallback') },
});
