import { defineAttributes, defineInterface } from '../webidl/define-interface.ts';
import { createEventHandler } from '../webidl/event-handler.ts';
import { BackgroundFetchEvent } from './background-fetch-event.ts';
import type { Connect } from './background-fetch-manager.ts';
import { BackgroundFetchUpdateUIEvent } from './background-fetch-update-ui-event.ts';
import { type InterfaceScope, installInterfaces } from './install-interfaces.ts';

/**
 * Puts all interfaces on the global of a service worker, and the events' handlers.
 *
 * @see installInterfaces
 */
export function installServiceWorkerInterfaces(scope: InterfaceScope & EventTarget, connect: Connect): void {
  if (!installInterfaces(scope, connect)) return;
  defineInterface(scope, 'BackgroundFetchEvent', BackgroundFetchEvent);
  defineInterface(scope, 'BackgroundFetchUpdateUIEvent', BackgroundFetchUpdateUIEvent);
  for (const name of ['success', 'fail', 'abort', 'click']) {
    defineAttributes(scope, handlerAttribute(scope, `backgroundfetch${name}`));
  }
}

/**
 * An event handler attribute of the global itself, which is where WebIDL has the attributes of a global object.
 *
 * @see https://webidl.spec.whatwg.org/#Global
 */
function handlerAttribute(scope: EventTarget, type: string): object {
  const handler = createEventHandler(scope, type);
  const check = (target: unknown): void => {
    // A getter that is called on nothing is called on the global.
    if ((target ?? scope) !== scope) throw new TypeError('Illegal invocation');
  };
  return {
    get [`on${type}`](): unknown {
      check(this);
      return handler.value;
    },
    set [`on${type}`](value: unknown) {
      check(this);
      handler.value = value;
    },
  };
}
