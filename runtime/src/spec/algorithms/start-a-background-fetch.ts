import type { Backend, StartOptions } from '../backend.ts';
import type { BackgroundFetch } from '../model.ts';
import { toRequestData } from '../request-data.ts';
import { checkRequest } from './check-request.ts';
import { isPermissionDenied } from './is-permission-denied.ts';
import { processImageResources } from './process-image-resources.ts';

/** The arguments of *fetch()*, converted. */
export interface FetchArguments {
  id: string;
  requests: (Request | string)[];
  options: StartOptions;
}

/**
 * The *fetch()* algorithm up to where the engine takes over, which looks after duplicate ids and the quota.
 *
 * @throws TypeError; DOMException `NotAllowedError`; what `Backend.start` throws
 * @see https://wicg.github.io/background-fetch/#background-fetch-manager-fetch at commit a1f0bc2
 */
export async function startBackgroundFetch(
  registration: ServiceWorkerRegistration,
  backend: Backend,
  given: FetchArguments,
): Promise<BackgroundFetch> {
  const { id, options } = given;
  // If registration's active worker is null, then reject promise with a TypeError.
  // Deviation: as in Chromium, it is the one at the time of the call that counts, not one that comes a moment later.
  if (!registration.active) throw new TypeError('No active service worker');
  // Deviation: no other call takes an empty id. Chromium ends the page for it.
  if (id === '') throw new TypeError('The id is empty');
  // If requests is empty, then return a promise rejected with a TypeError.
  if (given.requests.length === 0) throw new TypeError('No requests');
  // For each request of requests: let internalRequest be …
  const requests = given.requests.map(checkRequest);
  const icons = processImageResources(options.icons);
  // If permission is "denied", then reject promise with a NotAllowedError DOMException.
  if (await isPermissionDenied()) throw new DOMException('Permission denied', 'NotAllowedError');
  // Wait for requestBodiesRemaining to be 0, or requestReadFailed to be true. If requestReadFailed is true, then reject
  // promise with a TypeError.
  const data = await Promise.all(requests.map(toRequestData));
  return backend.start(id, data, { ...options, icons });
}
