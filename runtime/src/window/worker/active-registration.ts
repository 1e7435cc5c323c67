import { BackgroundFetchError } from '../../shared/errors.ts';
import { serviceWorkers } from '../capabilities.ts';
import { told, within } from '../within.ts';
import { reaches } from './reaches.ts';

declare const process: { env: { NODE_ENV?: string } };

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
  if (!container) throw new BackgroundFetchError('not-supported', { feature: 'service worker' });
  const registration = await within(
    REGISTER_PATIENCE,
    find(container, given).catch((cause: unknown) => {
      throw missing(String(cause), cause);
    }),
    () => {
      if (given || process.env.NODE_ENV === 'production')
        throw missing(given ? 'not given' : 'not registered');
      return whereRegistered(container).then((reason) => {
        throw missing(reason);
      });
    },
  );
  const worker = registration.installing ?? registration.waiting;
  if (!registration.active && worker)
    await within(INSTALL_PATIENCE, reaches(worker, /activ|redundant/), () => {
      throw missing('still installing');
    });
  if (!registration.active) throw missing('not installed');
  return registration;
}

async function find(
  container: ServiceWorkerContainer,
  given?: ServiceWorkerRegistration | Promise<ServiceWorkerRegistration>,
): Promise<ServiceWorkerRegistration> {
  return (await given) ?? (await container.getRegistration()) ?? (await container.ready);
}

/** A worker in a folder beside or below the page is none of its, and easily taken for one. Production builds do not look for it. */
async function whereRegistered(container: ServiceWorkerContainer): Promise<string> {
  const registrations = (await told(() => container.getRegistrations())) ?? [];
  const scopes = registrations.map(({ scope }) => scope);
  return scopes.length > 0 ? `registered for ${scopes.join(', ')} alone` : 'not registered';
}

/** The error of a page without an active worker. */
export function missing(reason: string, cause?: unknown): BackgroundFetchError {
  return new BackgroundFetchError('no-service-worker', { reason }, { cause });
}
