export type {
  BackgroundFetchOptions,
  GlobOptions,
  NavigationOptions,
  RequestOptions,
  RouteOptions,
} from '../shared/route.ts';
export { type AddedRoutes, addRoutesToWorker, type FinishedApp } from './add-routes-to-worker.ts';
export { BackgroundFetchBuildError, type BuildErrorCode, type BuildErrorDetails } from './errors.ts';
export { withBackgroundFetch } from './with-background-fetch.ts';
export type { ConfigWithRoutes, WorkboxConfig } from './workbox-config.ts';
