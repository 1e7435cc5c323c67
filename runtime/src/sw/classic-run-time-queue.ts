import type { ParsedConfig } from '../shared/parsed-config.ts';
import { everything } from './everything.ts';
import { registerRoutes } from './register-routes.ts';
import { plainStorage } from './serve/plain-storage.ts';

declare const self: ServiceWorkerGlobalScope & { __BGF_CONFIG: ParsedConfig };

// The same as classic.ts, with all that not every route needs.
registerRoutes(self.__BGF_CONFIG, { toStorage: plainStorage, ...everything });
