/**
 * The interfaces of a service worker that ours build on, which Node has not, as a side effect: to be imported before
 * `src/spec/interfaces`.
 */

/** As in a browser: the attributes throw for other objects, `waitUntil` for events that a script has made. */
class ServiceWorkerRegistration {
  readonly #scope: string;
  active: object | null = {};

  constructor(scope: string) {
    this.#scope = scope;
  }

  get scope(): string {
    return this.#scope;
  }
}

class ExtendableEvent extends Event {
  waitUntil(_promise: Promise<unknown>): void {
    throw new DOMException('not trusted', 'InvalidStateError');
  }
}

Object.assign(globalThis, { ExtendableEvent, ServiceWorkerRegistration });

/** A registration with an active worker. */
export function createRegistration(): globalThis.ServiceWorkerRegistration {
  return new ServiceWorkerRegistration(
    'https://app.example/',
  ) as unknown as globalThis.ServiceWorkerRegistration;
}
