import type { WorkerConfig } from '../shared/worker-config.ts';
import { registerBackgroundFetchRoutes } from './register-routes.ts';

declare const self: ServiceWorkerGlobalScope & { __BGF_CONFIG: WorkerConfig };

// The entry of the classic script that builds without a compiler for the worker import. The build writes the config
// in front of it.
registerBackgroundFetchRoutes(self.__BGF_CONFIG);
