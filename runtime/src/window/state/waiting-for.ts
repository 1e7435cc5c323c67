import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';

/**
 * What a download waits for. `slot`: one of the others has to end. `retry`: its time has to come. `unmetered` and `room`: what its route demands. `gesture`:
 * somebody has to press anything in a page of the app, since the browser allows one start for each press. `paused`: `resume()` or `fetch()`. `page`: a page is
 * about to start it.
 */
export type WaitingFor = 'slot' | 'retry' | 'unmetered' | 'room' | 'gesture' | 'paused' | 'page';

/** @param needsPress - whether this page may start nothing before somebody presses something. */
export function waitingFor(
  { state, retry }: { state: string; retry?: DownloadSnapshot['retry'] | undefined },
  needsPress: boolean,
): { waitingFor?: WaitingFor } {
  if (state !== 'waiting') return {};
  if (retry?.for === 'paused') return { waitingFor: 'paused' };
  // A press before its time is not lost, and nothing else is looked at before there is one.
  if (needsPress) return { waitingFor: 'gesture' };
  if (retry?.at === 0 || retry?.for) return { waitingFor: retry.for ?? 'slot' };
  return { waitingFor: retry && retry.at > Date.now() ? 'retry' : 'page' };
}
