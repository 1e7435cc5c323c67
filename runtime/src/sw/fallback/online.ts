import { followingSignal } from '../../spec/following-signal.ts';
import { sleep } from './sleep.ts';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds after which the network is looked at again: not every browser tells a service worker. */
const PATIENCE = 10_000;

/** Resolves when the browser may be online again, or when the signal aborts. */
export async function online(signal: AbortSignal): Promise<void> {
  const either = followingSignal(signal);
  self.addEventListener('online', either.stop, { signal: either.signal });
  await sleep(PATIENCE, either.signal);
  either.stop();
}
