import type { Environment } from '../environment.ts';
import type { BackgroundFetch } from '../model.ts';

/**
 * Fire a background fetch click event.
 *
 * @see https://wicg.github.io/background-fetch/#fire-a-background-fetch-click-event-algorithm
 */
export function fireABackgroundFetchClickEvent(
  environment: Environment,
  fetch: BackgroundFetch,
): Promise<void> {
  return environment.dispatch('backgroundfetchclick', fetch);
}
