import { BackgroundFetchError } from '../shared/errors.ts';

/** Milliseconds that a page gets to register its service worker, which many do only after `load`. */
const REGISTER_PATIENCE = 10_000;

/**
 * The page's service worker registration, once it has an active worker. A worker that is being installed is waited for.
 *
 * @throws BackgroundFetchError `not-supported`, `no-service-worker`
 */
export async function activeRegistration(
  given?: ServiceWorkerRegistration | Promise<ServiceWorkerRegistration>,
): Promise<ServiceWorkerRegistration> {
  const container: ServiceWorkerContainer | undefined = globalThis.navigator?.serviceWorker;
  if (!container) {
    throw new BackgroundFetchError('not-supported', {
      feature: 'service worker here (https or localhost, not private)',
    });
  }
  const registration = (await given) ?? (await container.getRegistration()) ?? (await nextReady(container));
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (!worker) throw new BackgroundFetchError('no-service-worker', { reason: 'it has been unregistered' });
  if (!registration.active) await activated(worker);
  return registration;
}

function nextReady(container: ServiceWorkerContainer): Promise<ServiceWorkerRegistration> {
  return new Promise((resolve, reject) => {
    const reason = `none has been registered for ${location.href}`;
    const giveUp = (): void => reject(new BackgroundFetchError('no-service-worker', { reason }));
    setTimeout(giveUp, REGISTER_PATIENCE);
    container.ready.then(resolve, giveUp);
  });
}

function activated(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (worker.state === 'activating' || worker.state === 'activated') resolve();
      if (worker.state === 'redundant') {
        reject(new BackgroundFetchError('no-service-worker', { reason: 'its installation has failed' }));
      }
    };
    worker.addEventListener('statechange', look);
    look();
  });
}
