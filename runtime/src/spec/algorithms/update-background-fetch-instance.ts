import type { RegistrationState } from '../interfaces/background-fetch-registration.ts';
import type { BackgroundFetch } from '../model.ts';

/**
 * The part of *update background fetch instances* that happens in each realm: copies what has changed to the registration
 * object and fires `progress` at it. The engine sees to it that this is not done too often.
 *
 * @see https://wicg.github.io/background-fetch/#update-background-fetch-instance-algorithm at commit a1f0bc2
 */
export function updateBackgroundFetchInstance(
  instance: EventTarget,
  state: RegistrationState,
  { downloaded, uploaded, result, failureReason, recordsAvailable }: BackgroundFetch,
): void {
  const old = state.fetch;
  // If recordsAvailable is false and bgFetchRegistration's records available flag is set, then unset it.
  if (!recordsAvailable) state.fetch = { ...old, recordsAvailable };
  // If bgFetchRegistration's result is not the empty string, then abort these steps.
  if (old.result !== '') return;
  // If all of the following are true: … Then abort these steps.
  const isSame =
    old.downloaded === downloaded &&
    old.uploaded === uploaded &&
    old.result === result &&
    old.failureReason === failureReason;
  if (isSame) return;
  // Set bgFetchRegistration's downloaded, uploaded, result and failure reason.
  state.fetch = { ...state.fetch, downloaded, uploaded, result, failureReason };
  // Fire an event named "progress" at bgFetchRegistration.
  instance.dispatchEvent(new Event('progress'));
}
