/** Where the page's half of the fallback engine comes from. */
export interface Fallback {
  /** Imports `workbox-background-fetch/fallback`; called only where it is needed. */
  load(): Promise<{ installFallback(): void }>;
  /** Whether it takes the place of the browser's own Background Fetch too. Default false. */
  always?: boolean;
}

let chosen: Promise<void> | undefined;

/** Whether this browser has Background Fetch of its own, or has been given ours. */
export function hasBackgroundFetch(): boolean {
  return 'backgroundFetch' in (globalThis.ServiceWorkerRegistration?.prototype ?? {});
}

/** Gives the page Background Fetch where it needs ours. Nothing has to be undone where it cannot be loaded. */
export async function chooseEngine(fallback: Fallback | undefined): Promise<void> {
  if (!fallback || (hasBackgroundFetch() && !fallback.always)) return;
  chosen ??= fallback.load().then(({ installFallback }) => installFallback());
  await chosen.catch((error: unknown) => {
    chosen = undefined;
    throw error;
  });
}
