import type { BackgroundFetchUIOptions } from '../../shared/background-fetch.ts';
import { deferred } from '../../shared/deferred.ts';

/** What the engine gives an event that it fires. */
export interface Lifetime {
  isActive(): boolean;
  updateUI(change: BackgroundFetchUIOptions): Promise<void>;
}

/** The lifetimes of events: one that the app has made itself has none. */
export const lifetimes: WeakMap<Event, Lifetime> = new WeakMap();

/** An event that the engine is about to fire. */
export interface ExtendedEvent {
  /** Ends the dispatch: the event stays active only for what it has been asked to wait for. */
  end(): void;
  /** Resolves when the event is no longer active, whether what it waited for has succeeded or not. */
  inactive: Promise<void>;
}

/**
 * Makes an event active, and gives it a `waitUntil` of its own: the browser's throws for every event that a script has
 * made. It is a property of the event, so that the prototypes stay as the specification has them.
 *
 * @see https://w3c.github.io/ServiceWorker/#extendableevent-add-lifetime-promise
 */
export function extendLifetime(event: Event, updateUI: Lifetime['updateUI']): ExtendedEvent {
  // The dispatch counts as one.
  let pending = 1;
  const { promise: inactive, resolve } = deferred<void>();
  const end = (): void => {
    pending -= 1;
    if (pending === 0) resolve();
  };
  // One more turn, in which a reaction to the same promise may wait for more.
  const endSoon = (): void => queueMicrotask(end);
  const waitUntil = (promise: unknown): void => {
    // If event is not active, then throw an InvalidStateError DOMException.
    if (pending === 0) throw new DOMException('The event is not active', 'InvalidStateError');
    pending += 1;
    Promise.resolve(promise).then(endSoon, endSoon);
  };
  Object.defineProperty(event, 'waitUntil', { value: waitUntil, writable: true, configurable: true });
  lifetimes.set(event, { isActive: () => pending > 0, updateUI });
  return { end, inactive };
}
