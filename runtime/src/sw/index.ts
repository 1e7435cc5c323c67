export type { NavigationOptions } from '../shared/route.ts';
export type {
  WorkerConfig,
  WorkerFile,
  WorkerRequest,
  WorkerRoute,
} from '../shared/worker-config.ts';
export type {
  DownloadHooks,
  HookParam,
  PreparedRequest,
  PrepareHookParam,
  RecordHookParam,
} from './hooks.ts';
export { registerBackgroundFetchRoutes } from './register-background-fetch-routes.ts';
export { addPlugins, type RegisterOptions } from './register-with-plugins.ts';
export { BackgroundFetchPlugin } from './serve/background-fetch-plugin.ts';
export { BackgroundFetchStrategy } from './serve/background-fetch-strategy.ts';
