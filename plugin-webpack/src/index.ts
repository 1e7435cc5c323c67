export type { RouteOptions } from 'workbox-background-fetch/build';
export {
  BackgroundFetchWebpackPlugin,
  type WebpackBackgroundFetchOptions,
} from './BackgroundFetchWebpackPlugin.ts';
