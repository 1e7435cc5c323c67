import type { RegistrationState } from '../interfaces/background-fetch-registration.ts';
import type { BackgroundFetch } from '../model.ts';
import { pick } from '../pick.ts';

/** What `progress` tells of. */
const PROGRESS = ['downloaded', 'uploaded', 'result', 'failureReason'] as const;

/**
 * The part of *update background fetch instances* that happens in each realm: copies what has changed to the registration
 * object and fires `progress` at it. The engine sees to it that this is not done too often.
 *
 * @see https://wicg.github.io/background-fetch/#update-background-fetch-instance-algorithm at commit a1f0bc2
 */
export function updateBackgroundFetchInstance(
  instance: EventTarget,
  state: RegistrationState,
  news: BackgroundFetch,
): void {
  const old = state.fetch;
  // If recordsAvailable is false and bgFetchRegistration's records available flag is set, then unset it.
  if (!news.recordsAvailable) state.fetch = { ...old, recordsAvailable: false };
  // If bgFetchRegistration's result is not the empty string, then abort these steps.
  if (old.result !== '') return;
  // If all of the following are true: … Then abort these steps.
  if (PROGRESS.every((name) => old[name] === news[name])) return;
  // Set bgFetchRegistration's downloaded, uploaded, result and failure reason.
  state.fetch = { ...state.fetch, ...pick(news, PROGRESS) };
  // Fire an event named "progress" at bgFetchRegistration.
  instance.dispatchEvent(new Event('progress'));
}
