export type {
  BackgroundFetchOptions,
  ClickOptions,
  ConditionOptions,
  EachOptions,
  GlobOptions,
  ListOptions,
  NavigationOptions,
  RequestOptions,
  RetryOptions,
  RouteOptions,
  RouteRequest,
} from '../shared/route.ts';
export { BackgroundFetchBuildError, type BuildErrorCode, type BuildErrorDetails } from './errors.ts';
export { type AddedRoutes, addRoutesToWorker, type FinishedApp } from './last-step/add-routes-to-worker.ts';
export { withBackgroundFetch } from './workbox/with-background-fetch.ts';
export type { ConfigWithRoutes, WorkboxConfig } from './workbox/workbox-config.ts';
