import { installInterfaces } from '../../spec/interfaces/install-interfaces.ts';
import { PageBackend } from './page-backend.ts';

/**
 * Gives this page or worker Background Fetch, in the place of the browser's own where it has one. The page's service worker
 * must have the other half.
 */
export function installFallback(): void {
  const backends = new WeakMap<ServiceWorkerRegistration, PageBackend>();
  const connect = (registration: ServiceWorkerRegistration): PageBackend => {
    const backend = backends.get(registration) ?? new PageBackend(registration);
    backends.set(registration, backend);
    return backend;
  };
  if (!installInterfaces(globalThis, connect)) return;
  // What an earlier visit has begun goes on, whether this one asks for it or not.
  globalThis.navigator.serviceWorker?.getRegistration().then(
    (registration) => registration && connect(registration),
    () => undefined,
  );
}

export { leaveNative } from './leave-native.ts';
