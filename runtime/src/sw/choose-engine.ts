import type { WorkerConfig } from '../shared/worker-config.ts';

/**
 * Loads the fallback engine where the browser has no Background Fetch, or where the app wants the same engine everywhere.
 * It is a script of its own, so that nobody else loads it.
 */
export function chooseEngine({ fallback }: WorkerConfig): void {
  const isNeeded = fallback?.[1] || !('backgroundFetch' in ServiceWorkerRegistration.prototype);
  if (fallback && isNeeded) importScripts(fallback[0]);
}
