import type { BackgroundFetch } from '../../spec/model.ts';
import { IdbFetchReader } from '../../store/fetch-reader.ts';

/**
 * Reads the background fetches of a registration. The store goes by the scope, so that it may still have those of an earlier
 * registration; but nothing can have been started in one that has no active worker, and the worker clears the store before it
 * becomes active.
 */
export class ActiveReader extends IdbFetchReader {
  readonly #registration: ServiceWorkerRegistration;

  constructor(registration: ServiceWorkerRegistration) {
    super(registration.scope);
    this.#registration = registration;
  }

  override async getActive(id: string): Promise<BackgroundFetch | undefined> {
    return this.#registration.active ? super.getActive(id) : undefined;
  }

  override async getAll(): Promise<BackgroundFetch[]> {
    return this.#registration.active ? super.getAll() : [];
  }
}
