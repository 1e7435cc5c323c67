/// <reference path="../../virtual.d.ts" preserve="true" />
import { BackgroundFetchClient, type IdOf, type RoutesOf } from 'workbox-background-fetch/window';

export * from 'workbox-background-fetch/window';

/**
 * What the declaration that the plugin writes adds the app's `routes` to: their ids, and whether they take requests from the page.
 *
 * @see https://www.typescriptlang.org/docs/handbook/declaration-merging.html#module-augmentation
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is there to be augmented
export interface RegisteredRoutes {}

/** What the client knows of the routes; of their ids that they are text, before the plugin has run for the first time. */
export type DownloadRoutes = RoutesOf<RegisteredRoutes>;

/** The ids that the routes match. */
export type DownloadId = IdOf<DownloadRoutes>;

/**
 * What pages start and find their downloads with. It is there on a server that renders the page too, where
 * `supported()` is false.
 */
export const downloads: BackgroundFetchClient<DownloadRoutes> = new BackgroundFetchClient({
  fallback: { load: () => import('workbox-background-fetch/fallback') },
});
