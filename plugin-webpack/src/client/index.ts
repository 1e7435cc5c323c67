/// <reference path="../../virtual.d.ts" preserve="true" />
import { BackgroundFetchClient } from 'workbox-background-fetch/window';

export * from 'workbox-background-fetch/window';

/**
 * What the declaration that the plugin writes adds the routes' ids to, as the type of `id`.
 *
 * @see https://www.typescriptlang.org/docs/handbook/declaration-merging.html#module-augmentation
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is there to be augmented
export interface RegisteredRoutes {}

/** The ids that the routes match; any text before the plugin has run for the first time. */
export type DownloadId = RegisteredRoutes extends { id: infer Id extends string } ? Id : string;

/**
 * What pages start and find their downloads with. It is there on a server that renders the page too, where
 * `supported()` is false.
 */
export const downloads: BackgroundFetchClient<DownloadId> = new BackgroundFetchClient({
  fallback: { load: () => import('workbox-background-fetch/fallback') },
});
