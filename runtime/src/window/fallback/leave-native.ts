import { refusesBackgroundFetch } from '../../shared/background-fetch.ts';
import { answered } from '../within.ts';
import { ask } from '../worker/worker-link.ts';
import { giveEngine } from './give-engine.ts';
import { forgetRefusal, isOutdated, noteRefusal } from './refusal.ts';

/**
 * Gives the worker our engine in the place of a Background Fetch that refuses everything.
 *
 * @param isNew - whether it has refused a start just now. Otherwise it says so by itself, or it was written down before.
 * @returns whether the page is to have it too: false where the note is so old that the browser's own is to be tried again.
 * @throws BackgroundFetchError `fallback-not-loaded`, `no-service-worker`, `timed-out`
 */
export async function leaveNative(registration: ServiceWorkerRegistration, isNew: boolean): Promise<boolean> {
  if (isNew) await noteRefusal();
  else if ((await isDoubtful(registration)) && !(await isInUse(registration))) {
    await forgetRefusal();
    return false;
  }
  await giveEngine(registration);
  return true;
}

async function isDoubtful(registration: ServiceWorkerRegistration): Promise<boolean> {
  return (
    !(await answered('backgroundFetch.get()', refusesBackgroundFetch(registration))) && (await isOutdated())
  );
}

/** What our engine has begun it has to end. */
async function isInUse(registration: ServiceWorkerRegistration): Promise<boolean> {
  const all = await ask(registration, { type: 'list' });
  return all.some(({ state }) => state === 'downloading');
}
