import { fetchIdOf } from '../../shared/namespace.ts';
import type { Answers } from '../../shared/protocol.ts';
import type { Question } from '../worker/worker-link.ts';
import type { KnownDownloads } from './known-downloads.ts';
import type { Starts } from './starts.ts';

/** What it takes to stop a download. */
export interface StopHost {
  starts: Starts;
  known: KnownDownloads;
  ask<Q extends Question>(question: Q): Promise<Answers[Q['type']]>;
}

/**
 * Stops a download that waits or is running.
 *
 * @param reason - what a start of it that is under way rejects with.
 * @returns false where there is nothing to stop.
 */
export async function stopDownload(
  id: string,
  reason: unknown,
  { starts, known, ask }: StopHost,
): Promise<boolean> {
  if (starts.stop(id, reason)) return true;
  let failure: unknown;
  // What another user has under the same id is let alone.
  const seen = known.get(id);
  const asked = seen ? undefined : ask({ type: 'get', id });
  const found = seen ?? (await asked?.catch(() => undefined));
  try {
    if (await starts.halt(fetchIdOf(found ?? { id, namespace: known.namespace }))) return true;
  } catch (error) {
    failure = error;
  }
  const { state, batch } = (await (asked ?? ask({ type: 'get', id }))) ?? {};
  // Without an engine nothing runs, unless the ledger says otherwise.
  if (failure && state === 'downloading') throw failure;
  if (state !== 'waiting' && !(batch && state === 'downloading')) return false;
  const left = await ask({ type: 'refused', id, code: 'aborted' });
  return !left || left.state === 'aborted';
}
