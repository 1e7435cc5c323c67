import { createLimits } from './limits/limits.ts';
import { createNamespaces } from './namespaces/namespaces.ts';
import { createQueue } from './queue/queue.ts';
import type { RouteParts } from './routes/routes.ts';
import { runTime } from './run-time/run-time.ts';
import { integrity } from './sri/sri.ts';

/** All parts that not every route needs. */
export const everything: Omit<RouteParts, 'toStorage'> = {
  runTime,
  createQueue,
  createLimits,
  createNamespaces,
  integrity,
};
