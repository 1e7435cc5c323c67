// Runs in a service worker.
import { installServiceWorkerInterfaces } from '../../../src/spec/interfaces/install-service-worker-interfaces.ts';
import { compareShapes } from './shape.ts';

const shapes = compareShapes(globalThis, () => {
  installServiceWorkerInterfaces(globalThis as typeof globalThis & EventTarget, () => {
    throw new Error('nobody connects');
  });
});
globalThis.addEventListener('message', (event) => {
  (event as MessageEvent).source?.postMessage(shapes, { targetOrigin: '*' });
});
