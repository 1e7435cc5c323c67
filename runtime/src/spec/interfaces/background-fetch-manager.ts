import { getBackgroundFetchRegistrationInstance } from '../algorithms/get-a-background-fetch-registration-instance.ts';
import { startBackgroundFetch } from '../algorithms/start-a-background-fetch.ts';
import type { Backend } from '../backend.ts';
import { type Internals, takeInternals } from '../webidl/internals.ts';
import { requireArguments } from '../webidl/require-arguments.ts';
import { toDOMString } from '../webidl/strings.ts';
import type { BackgroundFetchRegistration } from './background-fetch-registration.ts';
import { toStartOptions } from './options.ts';
import { toRequestInfos } from './request-info.ts';

/** Gives the backend of a service worker registration, the same one each time. */
export type Connect = (registration: ServiceWorkerRegistration) => Backend;

/** @see https://wicg.github.io/background-fetch/#background-fetch-manager */
export class BackgroundFetchManager {
  readonly #registration: ServiceWorkerRegistration;
  readonly #connect: Connect;

  constructor(...given: Internals<[ServiceWorkerRegistration, Connect]>) {
    [this.#registration, this.#connect] = takeInternals(given);
  }

  async fetch(id: unknown, requests: unknown, options: unknown = {}): Promise<BackgroundFetchRegistration> {
    const registration = this.#registration;
    // biome-ignore lint/complexity/noArguments: a missing argument is not an undefined one
    requireArguments(arguments, 2);
    const given = {
      id: toDOMString(id),
      requests: toRequestInfos(requests),
      options: toStartOptions(options),
    };
    const backend = this.#connect(registration);
    const started = await startBackgroundFetch(registration, backend, given);
    return getBackgroundFetchRegistrationInstance(backend, started);
  }

  async get(id: unknown): Promise<BackgroundFetchRegistration | undefined> {
    const registration = this.#registration;
    // biome-ignore lint/complexity/noArguments: a missing argument is not an undefined one
    requireArguments(arguments, 1);
    const name = toDOMString(id);
    // Deviation: as in Chromium.
    if (name === '') throw new TypeError('The id is empty');
    const backend = this.#connect(registration);
    const active = await backend.store.getActive(name);
    return active && getBackgroundFetchRegistrationInstance(backend, active);
  }

  async getIds(): Promise<string[]> {
    const stored = await this.#connect(this.#registration).store.getAll();
    return stored.filter(({ isActive }) => isActive).map(({ id }) => id);
  }
}
