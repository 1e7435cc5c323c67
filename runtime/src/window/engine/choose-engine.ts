import { hasBackgroundFetch } from '../../shared/background-fetch.ts';
import { REFUSAL } from '../../shared/engine-choice.ts';
import { BackgroundFetchError } from '../../shared/errors.ts';
import { answered, told } from '../within.ts';

/** The page's half of the fallback engine: what `workbox-background-fetch/fallback` exports. */
export interface FallbackModule {
  /** Gives the page the engine. */
  installFallback(): void;
  /** Gives the worker the engine in the place of a Background Fetch that refuses everything; false where that is in doubt. */
  leaveNative(registration: ServiceWorkerRegistration, isNew: boolean): Promise<boolean>;
}

/** Where the page's half of the fallback engine comes from. */
export interface Fallback {
  /** Imports `workbox-background-fetch/fallback`; called only where it is needed. */
  load(): Promise<FallbackModule>;
  /** Whether it takes the place of the browser's own Background Fetch too. Default false. */
  always?: boolean;
}

let chosen: Promise<void> | undefined;

/**
 * Gives the page Background Fetch where it needs ours: the browser has none, or one that refuses everything.
 *
 * @throws BackgroundFetchError `fallback-not-loaded`, `no-service-worker`, `timed-out`
 */
export async function chooseEngine(
  fallback: Fallback | undefined,
  registration: ServiceWorkerRegistration,
): Promise<void> {
  if (!fallback || chosen) return chosen;
  if (fallback.always || !hasBackgroundFetch()) return useOurs(fallback);
  // What refuses everything without a note is found out by the first start.
  if (await told(() => caches.has(REFUSAL))) return useOurs(fallback, registration);
}

/**
 * Gives the page our engine.
 *
 * @param native - the registration, where the browser's own Background Fetch is left for it.
 * @param isNew - whether that has refused a start just now.
 * @throws as {@link chooseEngine}
 */
export function useOurs(
  fallback: Fallback,
  native?: ServiceWorkerRegistration,
  isNew = false,
): Promise<void> {
  chosen ??= answered('import()', fallback.load())
    .then(async (module) => {
      if (!native || (await module.leaveNative(native, isNew))) module.installFallback();
      else chosen = undefined;
    })
    .catch((cause: unknown) => {
      chosen = undefined;
      throw cause instanceof BackgroundFetchError
        ? cause
        : new BackgroundFetchError('fallback-not-loaded', { reason: String(cause) }, { cause });
    });
  return chosen;
}

/** Whether this page has our engine. */
export function hasOurs(): boolean {
  return Boolean(chosen);
}
