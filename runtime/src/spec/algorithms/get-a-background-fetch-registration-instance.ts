import type { Backend } from '../backend.ts';
import {
  BackgroundFetchRegistration,
  type RegistrationState,
} from '../interfaces/background-fetch-registration.ts';
import type { BackgroundFetch, FetchKey } from '../model.ts';
import { construct } from '../webidl/internals.ts';
import { updateBackgroundFetchInstance } from './update-background-fetch-instance.ts';

const instances = new WeakMap<Backend, Map<FetchKey, WeakRef<BackgroundFetchRegistration>>>();

/** Those that may still change: an app that only listens to `progress` holds no reference to its registration. */
const changing = new Set<BackgroundFetchRegistration>();

/**
 * The one registration object of a background fetch in this realm, which follows it as long as it may change.
 *
 * @see https://wicg.github.io/background-fetch/#get-a-backgroundfetchregistration-instance-algorithm at commit a1f0bc2
 */
export function getBackgroundFetchRegistrationInstance(
  backend: Backend,
  fetch: BackgroundFetch,
): BackgroundFetchRegistration {
  // If instancesMap[bgFetch] exists, then return instancesMap[bgFetch].
  const known = instances.get(backend) ?? new Map<FetchKey, WeakRef<BackgroundFetchRegistration>>();
  instances.set(backend, known);
  const existing = known.get(fetch.key)?.deref();
  if (existing) return existing;
  // Let instance be a new BackgroundFetchRegistration in realm, with its background fetch set to bgFetch.
  const state: RegistrationState = { backend, fetch };
  const instance = construct(BackgroundFetchRegistration, state);
  // Set instancesMap[bgFetch] to instance.
  known.set(fetch.key, new WeakRef(instance));
  if (fetch.recordsAvailable) follow(instance, state);
  return instance;
}

function follow(instance: BackgroundFetchRegistration, state: RegistrationState): void {
  const { backend, fetch } = state;
  const update = (news: BackgroundFetch): void => {
    updateBackgroundFetchInstance(instance, state, news);
    if (news.recordsAvailable) return;
    unsubscribe();
    changing.delete(instance);
  };
  const unsubscribe = backend.subscribe(fetch.key, update);
  changing.add(instance);
  // It may have changed between the moment that it was read and now, or be gone.
  backend.store.get(fetch.key).then(
    (stored) => update(stored ?? { ...state.fetch, recordsAvailable: false }),
    () => undefined,
  );
}
