import { type BackgroundFetchRegistration, backgroundFetchOf } from '../shared/background-fetch.ts';

declare const self: ServiceWorkerGlobalScope;

/** The background fetch with an id that the browser has, which may have ended. */
export async function fetchOf(id: string): Promise<BackgroundFetchRegistration | undefined> {
  return backgroundFetchOf(self.registration)?.get(id);
}

/** Whether the browser runs the background fetch of a download. */
export async function isRunning(id: string): Promise<boolean> {
  return (await fetchOf(id))?.result === '';
}
