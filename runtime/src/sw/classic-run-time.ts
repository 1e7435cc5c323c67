import type { ParsedConfig } from '../shared/parsed-config.ts';
import { registerRoutes } from './register-routes.ts';
import { runTime } from './run-time/run-time.ts';
import { plainStorage } from './serve/plain-storage.ts';

declare const self: ServiceWorkerGlobalScope & { __BGF_CONFIG: ParsedConfig };

// The same as classic.ts, for routes whose files or titles are known at run time alone.
registerRoutes(self.__BGF_CONFIG, { toStorage: plainStorage, runTime });
