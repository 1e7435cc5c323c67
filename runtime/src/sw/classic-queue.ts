import type { ParsedConfig } from '../shared/parsed-config.ts';
import { createQueue } from './queue/queue.ts';
import { registerRoutes } from './register-routes.ts';
import { plainStorage } from './serve/plain-storage.ts';

declare const self: ServiceWorkerGlobalScope & { __BGF_CONFIG: ParsedConfig };

// The same as classic.ts, for routes whose downloads wait, for others and for another attempt.
registerRoutes(self.__BGF_CONFIG, { toStorage: plainStorage, createQueue });
