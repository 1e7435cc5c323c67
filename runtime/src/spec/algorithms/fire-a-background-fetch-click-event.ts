import type { Environment } from '../environment.ts';
import type { BackgroundFetch } from '../model.ts';

/**
 * Fire a background fetch click event.
 *
 * @see https://wicg.github.io/background-fetch/#fire-a-background-fetch-click-event-algorithm
 */
export async function fireABackgroundFetchClickEvent(
  environment: Environment,
  fetch: BackgroundFetch,
): Promise<void> {
  await environment.dispatch('backgroundfetchclick', fetch);
}
