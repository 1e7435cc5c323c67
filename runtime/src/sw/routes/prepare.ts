import type { Plan, Start } from '../../shared/protocol.ts';
import type { LedgerEntry, LedgerFile } from '../../store/schema.ts';
import type { Download } from './routes.ts';

/** What a start is for. */
export interface Starting {
  /** With all of its files. */
  download: Download;
  entry: LedgerEntry;
  /** What it is to bring. */
  missing: readonly LedgerFile[];
}

/** Gives a start requests that are fresh: new headers, new signed URLs. Where none can be had, the download waits, or is refused. */
export type Prepare = (start: Start, starting: Starting) => Promise<Plan>;
