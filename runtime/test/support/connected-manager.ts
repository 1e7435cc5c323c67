import type { BackgroundFetchManager } from '../../src/shared/background-fetch.ts';
import { MemoryBackend } from './memory-backend.ts';
import { createRegistration } from './service-worker-interfaces.ts';

const { installInterfaces } = await import('../../src/spec/interfaces/install-interfaces.ts');

const backends = new WeakMap<ServiceWorkerRegistration, MemoryBackend>();
installInterfaces(globalThis, (registration) => backends.get(registration) as MemoryBackend);

/** The manager of a registration of its own, over a backend of its own. */
export interface Connected {
  manager: BackgroundFetchManager;
  backend: MemoryBackend;
  registration: ServiceWorkerRegistration;
}

/** Installs the interfaces in this process and gives a manager that nobody else has. */
export function connectedManager(): Connected {
  const registration = createRegistration();
  const backend = new MemoryBackend();
  backends.set(registration, backend);
  const { backgroundFetch: manager } = registration as unknown as { backgroundFetch: BackgroundFetchManager };
  return { manager, backend, registration };
}
