import { defineAttributes, defineInterface } from '../webidl/define-interface.ts';
import { construct } from '../webidl/internals.ts';
import { BackgroundFetchManager, type Connect } from './background-fetch-manager.ts';
import { BackgroundFetchRecord } from './background-fetch-record.ts';
import { BackgroundFetchRegistration } from './background-fetch-registration.ts';

/** A global object, as far as the interfaces need it. */
export interface InterfaceScope {
  ServiceWorkerRegistration?: { prototype: object };
  BackgroundFetchManager?: unknown;
}

/**
 * Puts the interfaces that windows and workers have on a global, in the place of the browser's own where it has them: later
 * calls do nothing.
 *
 * @param connect - is called when an app uses a manager, not before.
 * @returns whether this call has installed them.
 * @see https://wicg.github.io/background-fetch/#api at commit a1f0bc2
 */
export function installInterfaces(scope: InterfaceScope, connect: Connect): boolean {
  if (scope.BackgroundFetchManager === BackgroundFetchManager) return false;
  defineInterface(scope, 'BackgroundFetchManager', BackgroundFetchManager);
  defineInterface(scope, 'BackgroundFetchRegistration', BackgroundFetchRegistration);
  defineInterface(scope, 'BackgroundFetchRecord', BackgroundFetchRecord);
  const prototype = scope.ServiceWorkerRegistration?.prototype;
  if (prototype) defineAttributes(prototype, backgroundFetchAttribute(prototype, connect));
  return true;
}

/** @see https://wicg.github.io/background-fetch/#extensions-to-service-worker-registration */
function backgroundFetchAttribute(prototype: object, connect: Connect): object {
  const managers = new WeakMap<ServiceWorkerRegistration, BackgroundFetchManager>();
  return {
    get backgroundFetch(): BackgroundFetchManager {
      // The browser's own getter throws a TypeError where this is no registration.
      Reflect.get(prototype, 'scope', this);
      const registration = this as unknown as ServiceWorkerRegistration;
      const manager = managers.get(registration) ?? construct(BackgroundFetchManager, registration, connect);
      managers.set(registration, manager);
      return manager;
    },
  };
}
