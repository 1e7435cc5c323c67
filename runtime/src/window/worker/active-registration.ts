import { BackgroundFetchError } from '../../shared/errors.ts';
import { serviceWorkers } from '../capabilities.ts';
import { within } from '../within.ts';

/** Milliseconds that a page gets to register its service worker, which many do only after `load`. */
const REGISTER_PATIENCE = 10_000;

/** Milliseconds for an installation, which fetches the precache. */
const INSTALL_PATIENCE = 60_000;

/**
 * The page's service worker registration, once it has an active worker. A worker that is being installed is waited for.
 *
 * @throws BackgroundFetchError `not-supported`, `no-service-worker`
 */
export async function activeRegistration(
  given?: ServiceWorkerRegistration | Promise<ServiceWorkerRegistration>,
): Promise<ServiceWorkerRegistration> {
  const container = serviceWorkers();
  if (!container) {
    throw new BackgroundFetchError('not-supported', {
      feature: 'service worker here (https or localhost, not private)',
    });
  }
  const registration = await within(REGISTER_PATIENCE, find(container, given), () => {
    throw missing(
      given === undefined
        ? `none has been registered for ${location.href}, or its installation has failed`
        : 'the registration that the client was given has not come',
    );
  }).catch((cause: unknown) => {
    throw cause instanceof BackgroundFetchError ? cause : missing(String(cause), cause);
  });
  if (registration.active) return registration;
  const worker = registration.waiting ?? registration.installing;
  if (!worker) throw missing('it has been unregistered');
  await activation(worker);
  return registration;
}

/**
 * Waits until a worker is the active one.
 *
 * @throws BackgroundFetchError `no-service-worker`
 */
export async function activation(worker: ServiceWorker): Promise<void> {
  const changes = new AbortController();
  const activated = new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (worker.state === 'activating' || worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(missing('its installation has failed'));
    };
    worker.addEventListener('statechange', look, { signal: changes.signal });
    look();
  });
  await within(INSTALL_PATIENCE, activated, () => {
    throw missing(`its installation has not ended after ${INSTALL_PATIENCE / 1000} s`);
  }).finally(() => changes.abort());
}

async function find(
  container: ServiceWorkerContainer,
  given?: ServiceWorkerRegistration | Promise<ServiceWorkerRegistration>,
): Promise<ServiceWorkerRegistration> {
  return (await given) ?? (await container.getRegistration()) ?? (await container.ready);
}

function missing(reason: string, cause?: unknown): BackgroundFetchError {
  return new BackgroundFetchError(
    'no-service-worker',
    { reason },
    cause === undefined ? undefined : { cause },
  );
}
