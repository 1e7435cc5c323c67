export {
  BackgroundFetchWebpackPlugin,
  type WebpackBackgroundFetchOptions,
} from './BackgroundFetchWebpackPlugin.ts';
