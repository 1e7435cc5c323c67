import type { Track } from './album.ts';
import { explainFile } from './explain.ts';
import { formatBytes } from './format.ts';

/** What a track looks like. */
export interface TrackFace {
  readonly state: 'absent' | 'coming' | 'stored' | 'failed';
  readonly text: string;
  readonly action?: 'download' | 'remove' | 'retry';
}

/** What is known of a track's file. */
export interface FileLike {
  readonly state: 'waiting' | 'stored' | 'failed';
  readonly failure?: { readonly reason: string; readonly status?: number | undefined };
}

/**
 * What a track looks like.
 *
 * @param file - undefined where the track is not wanted.
 * @param isRunning - whether its album is being fetched.
 */
export function trackFace(
  track: Pick<Track, 'bytes'>,
  file: FileLike | undefined,
  isRunning: boolean,
): TrackFace {
  if (file?.state === 'stored') return { state: 'stored', text: 'On this device', action: 'remove' };
  if (file && isRunning) return { state: 'coming', text: 'On its way' };
  if (file?.failure) return { state: 'failed', text: explainFile(file.failure), action: 'retry' };
  const text = formatBytes(track.bytes);
  return isRunning ? { state: 'absent', text } : { state: 'absent', text, action: 'download' };
}
