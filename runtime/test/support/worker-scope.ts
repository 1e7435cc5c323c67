import 'fake-indexeddb/auto';
import { MemoryCacheStorage } from './cache-storage.ts';

/** The scope of the worker in which the tests of `sw/` think they run. */
export const SCOPE = 'https://app.example/';

/** What the worker reaches through `self`: set by a test before it imports the module that it tests. */
export interface WorkerScope {
  registration: { scope: string };
  clients: { matchAll(): Promise<unknown[]>; openWindow(url: string): Promise<null> };
  caches: MemoryCacheStorage;
}

/** An event that knows what it has been asked to wait for. */
export class FakeExtendableEvent extends Event {
  readonly promises: Promise<unknown>[] = [];

  waitUntil(promise: Promise<unknown>): void {
    this.promises.push(promise);
  }
}

/** The one worker scope of this process. Its parts may be replaced by a test, which is to put them back. */
export const scope: WorkerScope = {
  registration: { scope: SCOPE },
  clients: { matchAll: async () => [], openWindow: async () => null },
  caches: new MemoryCacheStorage(),
};

const target = new EventTarget();

Object.assign(globalThis, {
  addEventListener: target.addEventListener.bind(target),
  removeEventListener: target.removeEventListener.bind(target),
  dispatchEvent: target.dispatchEvent.bind(target),
  self: Object.assign(globalThis, scope),
  ExtendableEvent: FakeExtendableEvent,
  location: new URL('sw.js', SCOPE),
  __WB_DISABLE_DEV_LOGS: true,
});
