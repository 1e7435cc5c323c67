import { hasBackgroundFetch, refusesBackgroundFetch } from '../shared/background-fetch.ts';

/** Where the page's half of the fallback engine comes from. */
export interface Fallback {
  /** Imports `workbox-background-fetch/fallback`; called only where it is needed. */
  load(): Promise<{ installFallback(): void }>;
  /** Whether it takes the place of the browser's own Background Fetch too. Default false. */
  always?: boolean;
}

let chosen: Promise<void> | undefined;

/**
 * Gives the page Background Fetch where it needs ours: the browser has none, or one that refuses everything.
 */
export async function chooseEngine(
  fallback: Fallback | undefined,
  registration: ServiceWorkerRegistration,
): Promise<void> {
  if (!fallback) return;
  const isNeeded = fallback.always || !hasBackgroundFetch() || (await refusesBackgroundFetch(registration));
  if (!isNeeded) return;
  chosen ??= fallback.load().then(({ installFallback }) => installFallback());
  await chosen.catch((error: unknown) => {
    chosen = undefined;
    throw error;
  });
}
