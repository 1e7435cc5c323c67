import { BackgroundFetchRegistration } from './background-fetch-registration.ts';

/** Imported in a service worker only, which has the interface that this one inherits from. */
const Parent: typeof ExtendableEvent = ExtendableEvent;

/** @see https://wicg.github.io/background-fetch/#dictdef-backgroundfetcheventinit */
export interface BackgroundFetchEventInit extends ExtendableEventInit {
  registration: BackgroundFetchRegistration;
}

/** @see https://wicg.github.io/background-fetch/#background-fetch-event */
export class BackgroundFetchEvent extends Parent {
  readonly #registration: BackgroundFetchRegistration;

  constructor(type: string, init: BackgroundFetchEventInit) {
    super(type, init);
    const registration = init?.registration;
    // An attribute's getter throws a TypeError for any other object, and where there is none.
    Reflect.get(BackgroundFetchRegistration.prototype, 'id', registration);
    this.#registration = registration;
  }

  get registration(): BackgroundFetchRegistration {
    return this.#registration;
  }
}
