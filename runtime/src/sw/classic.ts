import type { ParsedConfig } from '../shared/parsed-config.ts';
import { registerRoutes } from './register-routes.ts';
import { plainStorage } from './serve/plain-storage.ts';

declare const self: ServiceWorkerGlobalScope & { __BGF_CONFIG: ParsedConfig };

// The entry of the classic script that builds without a compiler for the worker import. The build writes the config
// in front of it.
registerRoutes(self.__BGF_CONFIG, { toStorage: plainStorage });
