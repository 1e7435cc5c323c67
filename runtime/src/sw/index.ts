export type {
  WorkerConfig,
  WorkerFile,
  WorkerNavigation,
  WorkerRequest,
  WorkerRoute,
} from '../shared/worker-config.ts';
export { BackgroundFetchPlugin } from './background-fetch-plugin.ts';
export { BackgroundFetchStrategy } from './background-fetch-strategy.ts';
export { registerBackgroundFetchRoutes } from './register-background-fetch-routes.ts';
export { addPlugins, type RegisterOptions } from './register-routes.ts';
