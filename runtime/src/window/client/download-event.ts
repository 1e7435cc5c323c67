import type { Download } from './download.ts';

/** Tells of a download that has appeared, changed its state or been removed, in this tab or another. */
export class DownloadEvent extends Event {
  readonly download: Download;

  constructor(type: string, download: Download) {
    super(type);
    this.download = download;
  }
}

/** The events of a `BackgroundFetchClient`. */
export interface ClientEvents {
  change: DownloadEvent;
}
