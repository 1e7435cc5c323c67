export type {
  WorkerConfig,
  WorkerFile,
  WorkerNavigation,
  WorkerRequest,
  WorkerRoute,
} from '../shared/worker-config.ts';
export { BackgroundFetchPlugin } from './background-fetch-plugin.ts';
export { BackgroundFetchStrategy } from './background-fetch-strategy.ts';
export { addPlugins, type RegisterOptions, registerBackgroundFetchRoutes } from './register-routes.ts';
