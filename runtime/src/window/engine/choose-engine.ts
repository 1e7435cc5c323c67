import { hasBackgroundFetch, refusesBackgroundFetch } from '../../shared/background-fetch.ts';
import { BackgroundFetchError } from '../../shared/errors.ts';
import { answered } from '../within.ts';
import { ask } from '../worker/worker-link.ts';
import { giveEngine } from './give-engine.ts';
import { forgetRefusal, knownRefusal, noteRefusal } from './refusal.ts';

/** Where the page's half of the fallback engine comes from. */
export interface Fallback {
  /** Imports `workbox-background-fetch/fallback`; called only where it is needed. */
  load(): Promise<{ installFallback(): void }>;
  /** Whether it takes the place of the browser's own Background Fetch too. Default false. */
  always?: boolean;
}

let chosen: Promise<void> | undefined;
let refuses: Promise<boolean> | undefined;

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
  if (fallback.always || !hasBackgroundFetch()) return load(fallback);
  if (await isRefused(registration)) await useOurs(fallback, registration);
}

/**
 * Leaves the browser's own Background Fetch, which has refused a start for good: page and worker get ours, now and whenever
 * they start from here on.
 *
 * @throws as {@link chooseEngine}
 */
export async function leaveNative(
  fallback: Fallback,
  registration: ServiceWorkerRegistration,
): Promise<void> {
  await answered('caches.open()', noteRefusal()).catch(failed);
  await useOurs(fallback, registration);
}

/** Whether this page has our engine. */
export function hasOurs(): boolean {
  return chosen !== undefined;
}

async function useOurs(fallback: Fallback, registration: ServiceWorkerRegistration): Promise<void> {
  await giveEngine(registration).catch(failed);
  await load(fallback);
}

function load(fallback: Fallback): Promise<void> {
  chosen ??= answered('import()', fallback.load())
    .then(({ installFallback }) => installFallback())
    .catch((cause: unknown) => {
      chosen = undefined;
      return failed(cause);
    });
  return chosen;
}

async function isRefused(registration: ServiceWorkerRegistration): Promise<boolean> {
  refuses ??= answered('backgroundFetch.get()', refusesBackgroundFetch(registration)).catch((error) => {
    refuses = undefined;
    throw error;
  });
  if (await refuses) return true;
  const known = await knownRefusal();
  if (known !== 'old') return known === 'fresh';
  // What our engine has begun it has to end.
  const all = await ask(registration, { type: 'list' });
  const isInUse = all.some(({ state }) => state === 'downloading');
  if (!isInUse) await forgetRefusal();
  return isInUse;
}

function failed(cause: unknown): never {
  throw cause instanceof BackgroundFetchError
    ? cause
    : new BackgroundFetchError('fallback-not-loaded', { reason: String(cause) }, { cause });
}
