import type { DownloadBatch } from '../../shared/download-snapshot.ts';

/** Who asks. */
export interface Asker {
  event: ExtendableEvent;
  /** The id of the page's client. */
  client: string;
  /** What brings it, where it is asked for together with others. */
  batch?: DownloadBatch | undefined;
}
