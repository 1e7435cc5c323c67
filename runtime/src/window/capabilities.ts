import { hasBackgroundFetch } from '../shared/background-fetch.ts';

/**
 * The page's service workers, or undefined where there are none: on a server, without https, in private windows of some
 * browsers, and in a sandboxed frame, where asking throws.
 */
export function serviceWorkers(): ServiceWorkerContainer | undefined {
  return given(() => navigator.serviceWorker);
}

/** Whether all is there that the client needs, and either a Background Fetch of the browser's or what ours is made of. */
export function canDownload(fallback: unknown): boolean {
  const found = given(
    () =>
      serviceWorkers() &&
      caches &&
      indexedDB &&
      (hasBackgroundFetch() ||
        // What has these two has all that it is made of.
        (fallback && navigator.locks && crypto.randomUUID)),
  );
  return Boolean(found);
}

function given<T>(read: () => T): T | undefined {
  try {
    return read() ?? undefined;
  } catch {
    return undefined;
  }
}
