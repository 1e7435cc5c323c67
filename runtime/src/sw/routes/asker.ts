import type { DownloadBatch } from '../../shared/download-snapshot.ts';
import type { LedgerEntry } from '../../store/schema.ts';

/** Who asks. */
export interface Asker {
  event: ExtendableEvent;
  /** The id of the page's client. */
  client: string;
  /** What brings it, where it is asked for together with others. */
  batch?: DownloadBatch | undefined;
  /** Whether it only goes on with what waits: nobody asks for what has been called off meanwhile. */
  isGoingOn?: boolean;
  /** Has what is missing wait, where nobody is there who starts it. */
  putOff?(entry: LedgerEntry): Promise<LedgerEntry>;
}
