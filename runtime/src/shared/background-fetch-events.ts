import type { BackgroundFetchRegistration, BackgroundFetchUIOptions } from './background-fetch.ts';

/*
 * The events of the specification, which a service worker alone has: a page's types must not lead here, since TypeScript's `dom`
 * has no `ExtendableEvent`.
 */

export interface BackgroundFetchEvent extends ExtendableEvent {
  readonly registration: BackgroundFetchRegistration;
}

export interface BackgroundFetchUpdateUIEvent extends BackgroundFetchEvent {
  updateUI(options?: BackgroundFetchUIOptions): Promise<void>;
}
