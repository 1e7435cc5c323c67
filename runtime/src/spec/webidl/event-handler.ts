import { isObject } from './sequence.ts';

/** An event handler IDL attribute's value: a function, an object that is never called, or null. */
export interface EventHandlerSlot {
  value: unknown;
}

/**
 * An event handler of a target. It takes its place among the listeners when it is set, keeps it while it is replaced, and
 * loses it when it is set to null.
 *
 * @see https://html.spec.whatwg.org/#event-handler-attributes
 */
export function createEventHandler(target: EventTarget, type: string): EventHandlerSlot {
  let current: object | null = null;
  const listener = (event: Event): void => {
    if (typeof current === 'function' && current.call(target, event) === false) {
      event.preventDefault();
    }
  };
  return {
    get value() {
      return current;
    },
    set value(given: unknown) {
      current = isObject(given) ? given : null;
      // A listener that is there already stays where it is.
      if (current) target.addEventListener(type, listener);
      else target.removeEventListener(type, listener);
    },
  };
}
