import type { BackgroundFetchUIOptions } from '../../shared/background-fetch.ts';
import type { Backend } from '../backend.ts';
import { BackgroundFetchEvent } from '../interfaces/background-fetch-event.ts';
import { BackgroundFetchUpdateUIEvent } from '../interfaces/background-fetch-update-ui-event.ts';
import type { BackgroundFetch, EndEventName } from '../model.ts';
import { extendLifetime } from './extended-lifetime.ts';
import { getBackgroundFetchRegistrationInstance } from './get-a-background-fetch-registration-instance.ts';

/** The events that the engine fires in the service worker. */
export type FunctionalEventName = EndEventName | 'backgroundfetchclick';

/** What a functional event is fired with. */
export interface FunctionalEventInit {
  /** The service worker's global. */
  target: EventTarget;
  backend: Backend;
  fetch: BackgroundFetch;
  /** Does the work of *updateUI()*; the icons' URLs are absolute. */
  updateUI(change: BackgroundFetchUIOptions): Promise<void>;
}

/**
 * Fires one of the events of the specification at the app's listeners.
 *
 * @returns a promise that is resolved when the event is no longer active, whether its handlers have succeeded or not.
 * @see https://w3c.github.io/ServiceWorker/#fire-functional-event-algorithm
 */
export function fireFunctionalEvent(
  type: FunctionalEventName,
  { target, backend, fetch, updateUI }: FunctionalEventInit,
): Promise<void> {
  const Constructor = /(success|fail)$/.test(type) ? BackgroundFetchUpdateUIEvent : BackgroundFetchEvent;
  const registration = getBackgroundFetchRegistrationInstance(backend, fetch);
  const event = new Constructor(type, { registration });
  const { end, inactive } = extendLifetime(event, updateUI);
  target.dispatchEvent(event);
  end();
  return inactive;
}
