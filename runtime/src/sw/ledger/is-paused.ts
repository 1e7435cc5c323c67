import type { LedgerEntry } from '../../store/schema.ts';

/** Whether the app has paused a download: nobody starts it until it is resumed. One that runs was started by a build that knows no pauses. */
export function isPaused(entry: Pick<LedgerEntry, 'state' | 'retry'> | undefined): boolean {
  return entry?.retry?.for === 'paused' && entry.state !== 'downloading';
}
