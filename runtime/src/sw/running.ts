import { type BackgroundFetchRegistration, backgroundFetchOf } from '../shared/background-fetch.ts';

declare const self: ServiceWorkerGlobalScope;

/** Finds what background fetches bring that are for several downloads. */
export interface Batches {
  /** What of a background fetch is for one of its downloads. */
  find(id: string): Promise<BackgroundFetchRegistration | undefined>;
  /** The ids of background fetches, with those of their downloads in the place of theirs. */
  resolve(ids: readonly string[]): Promise<readonly string[]>;
}

let batches: Batches | undefined;

/** Has background fetches be found that are for several downloads. */
export function findIn(given: Batches): void {
  batches = given;
}

/** The background fetch of a download that the browser has, which may have ended. */
export async function fetchOf(id: string): Promise<BackgroundFetchRegistration | undefined> {
  const found = backgroundFetchOf(self.registration)?.get(id);
  return batches ? ((await found) ?? batches.find(id)) : found;
}

/** Whether the browser runs the background fetch of a download. */
export async function isRunning(id: string): Promise<boolean> {
  return (await fetchOf(id))?.result === '';
}

/** The downloads for which the browser runs something. */
export async function runningIds(): Promise<readonly string[] | undefined> {
  const ids = backgroundFetchOf(self.registration)?.getIds();
  return batches ? batches.resolve((await ids) ?? []) : ids;
}
