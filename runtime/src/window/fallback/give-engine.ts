import { messageSW } from 'workbox-window/messageSW.js';
import { WITH_ENGINE } from '../../shared/engine-choice.ts';
import { BackgroundFetchError } from '../../shared/errors.ts';
import { serviceWorkers } from '../capabilities.ts';
import { within } from '../within.ts';
import { activation } from './activation.ts';

/** Milliseconds for an answer to whether the worker has the engine; one of an earlier build gives none. */
const PATIENCE = 5_000;

/**
 * Makes sure that the active worker has the fallback engine. One that was installed before anybody knew that it would be
 * needed may not import it any more, so it is installed anew, once, under a URL that says so.
 *
 * @throws BackgroundFetchError `no-service-worker`, `fallback-not-loaded`
 */
export async function giveEngine(registration: ServiceWorkerRegistration): Promise<void> {
  if (await hasEngine(registration.active)) return;
  await installAnew(registration);
  if (await hasEngine(registration.active)) return;
  throw new BackgroundFetchError('fallback-not-loaded', {
    reason: `the service worker ${registration.active?.scriptURL} does not have it`,
  });
}

async function hasEngine(worker: ServiceWorker | null): Promise<boolean> {
  if (!worker) return false;
  // The types of Workbox ask for an object, where anything may be sent.
  const answer: Promise<unknown> = messageSW(worker, WITH_ENGINE as unknown as object);
  return (await within(PATIENCE, answer, () => undefined)) === true;
}

async function installAnew({ active, scope, updateViaCache }: ServiceWorkerRegistration): Promise<void> {
  const container = serviceWorkers();
  if (!container || !active) return;
  const url = new URL(active.scriptURL);
  if (url.search.includes(WITH_ENGINE)) return;
  url.search += `${url.search ? '&' : '?'}${WITH_ENGINE}`;
  const { installing, waiting } = await container.register(url, { scope, updateViaCache });
  const next = installing ?? waiting;
  if (next) await activation(next);
}
