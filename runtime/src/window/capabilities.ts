import { hasBackgroundFetch } from '../shared/background-fetch.ts';

/**
 * The page's service workers, or undefined where there are none: on a server, without https, in private windows of some
 * browsers, and in a sandboxed frame, where asking throws.
 */
export function serviceWorkers(): ServiceWorkerContainer | undefined {
  return given(() => globalThis.navigator?.serviceWorker);
}

/** Whether all is there that the client needs, and either a Background Fetch of the browser's or what ours is made of. */
export function canDownload(hasFallback: boolean): boolean {
  return (
    serviceWorkers() !== undefined &&
    given(() => globalThis.caches) !== undefined &&
    given(() => globalThis.indexedDB) !== undefined &&
    (hasBackgroundFetch() || (hasFallback && canRunFallback()))
  );
}

function canRunFallback(): boolean {
  return (
    given(() => globalThis.navigator.locks) !== undefined &&
    given(() => globalThis.BroadcastChannel) !== undefined &&
    given(() => globalThis.crypto.randomUUID) !== undefined
  );
}

function given<T>(read: () => T): T | undefined {
  try {
    return read() ?? undefined;
  } catch {
    return undefined;
  }
}
