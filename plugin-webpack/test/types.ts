// Must-fail tests of the public types: `tsc` reports an `@ts-expect-error` under which nothing is wrong. Nothing here runs.
import { rspack } from '@rspack/core';
import {
  BackgroundFetchWebpackPlugin,
  type WebpackBackgroundFetchOptions,
} from 'background-fetch-webpack-plugin';
import webpack, { type Configuration } from 'webpack';
import { withBackgroundFetch } from 'workbox-background-fetch/build';
import { type GenerateSWOptions, generateSW, injectManifest } from 'workbox-build';

export const options: WebpackBackgroundFetchOptions[] = [
  { routes: [] },
  { routes: [{ id: 'a', requests: '/a' }], dts: 'types/downloads.d.ts' },
  { routes: [], dts: false },
  // @ts-expect-error the routes are missing
  {},
  // @ts-expect-error the routes are missing
  { dts: false },
  // @ts-expect-error there is a list of routes
  { routes: { id: 'a', requests: '/a' } },
  // @ts-expect-error a route has an id
  { routes: [{ requests: '/a' }] },
  // @ts-expect-error it is requests
  { routes: [{ id: 'a', request: '/a' }] },
  // @ts-expect-error it is a path, or false
  { routes: [], dts: true },
  // @ts-expect-error Workbox's options are its own plugin's
  { routes: [], generateSW: {} },
  // @ts-expect-error it is routes
  { route: [] },
];

// @ts-expect-error the options are missing
new BackgroundFetchWebpackPlugin();
// @ts-expect-error they are an object
new BackgroundFetchWebpackPlugin([{ id: 'a', requests: '/a' }]);

/** Both bundlers take it as a plugin. */
export const plugin: BackgroundFetchWebpackPlugin = new BackgroundFetchWebpackPlugin({ routes: [] });
const configuration: Configuration = { plugins: [plugin] };
webpack(configuration);
rspack({ plugins: [plugin] });

const backgroundFetch = { routes: [] };
const workbox: GenerateSWOptions = withBackgroundFetch({
  swDest: 'sw.js',
  globDirectory: 'dist',
  skipWaiting: true,
  backgroundFetch,
});
await generateSW(workbox);
await injectManifest(
  withBackgroundFetch({ swSrc: 'a.js', swDest: 'sw.js', globDirectory: 'dist', backgroundFetch }),
);
// @ts-expect-error the routes are missing
withBackgroundFetch({ swDest: 'sw.js' });
// @ts-expect-error Workbox has to know where to
withBackgroundFetch({ backgroundFetch });
// @ts-expect-error a route has an id
withBackgroundFetch({ swDest: 'sw.js', backgroundFetch: { routes: [{ requests: '/a' }] } });
