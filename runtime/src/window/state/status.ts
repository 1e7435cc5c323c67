import type { DownloadFailure, DownloadSnapshot, DownloadState } from '../../shared/download-snapshot.ts';
import { type Outlook, outlook } from './outlook.ts';
import type { WaitingFor } from './waiting-for.ts';

/** A download as it stands now, in one object that never changes. */
export interface DownloadStatus
  extends Readonly<Omit<DownloadSnapshot, 'state' | 'failures' | keyof Outlook>>,
    Outlook {
  readonly state: DownloadState | 'removed';
  /** While `state` is `waiting`. */
  readonly waitingFor?: WaitingFor;
  /** Which files failed and why, the first 100 of them. Empty unless `state` is `failed`. */
  readonly failures: readonly DownloadFailure[];
}

/** All downloads as they stand now. The numbers are sums over those that are active. */
export interface DownloadsSnapshot extends Outlook {
  /** The oldest first. */
  readonly downloads: readonly DownloadStatus[];
  /** How many wait, are being downloaded or stored. */
  readonly activeCount: number;
}

/** Whether a download is neither complete nor given up. */
export function isActive({ state }: { state: DownloadStatus['state'] }): boolean {
  return state === 'waiting' || state === 'downloading' || state === 'storing';
}

/** Orders downloads, the oldest first. */
export function byAge(a: { createdAt: number }, b: { createdAt: number }): number {
  return a.createdAt - b.createdAt;
}

/** What all of them are together. The whole is known only where every part is. */
export function summary(downloads: DownloadStatus[]): DownloadsSnapshot {
  downloads.sort(byAge);
  const active = downloads.filter(isActive);
  const sum = (name: 'downloaded' | 'downloadTotal' | 'bytesPerSecond'): number =>
    active.reduce((total, status) => total + status[name], 0);
  const isKnown = active.every(({ downloadTotal }) => downloadTotal);
  return Object.freeze({
    downloads: Object.freeze(downloads),
    activeCount: active.length,
    ...outlook(sum('downloaded'), isKnown ? sum('downloadTotal') : 0, sum('bytesPerSecond')),
  });
}
