import type { ParsedConfig } from '../shared/parsed-config.ts';
import { everything } from './everything.ts';
import { registerRoutes } from './register-routes.ts';
import { plainStorage } from './serve/plain-storage.ts';

declare const self: ServiceWorkerGlobalScope & { __BGF_CONFIG: ParsedConfig };

// The entry of the classic script that builds without a compiler for the worker import, with all parts. The build writes the config
// in front of it. The scripts with some of the parts alone are bundled from code like this.
registerRoutes(self.__BGF_CONFIG, { toStorage: plainStorage, ...everything });
