import type { BackgroundFetchUpdateUIEvent } from '../../shared/background-fetch-events.ts';
import type { DownloadFailure } from '../../shared/download-snapshot.ts';
import type { ParsedRoute } from '../../shared/parsed-config.ts';
import type { WorkerFile } from '../../shared/worker-config.ts';
import type { LedgerFile } from '../../store/schema.ts';

/** What has come for a file, before it is stored. */
export interface Arrival {
  event: BackgroundFetchUpdateUIEvent;
  request: Request;
  response: Response;
  wanted: LedgerFile;
  options: Pick<ParsedRoute, 'integrity'>;
}

/** What is wrong with it. */
type Fault = Omit<DownloadFailure, 'url'>;

/** What holds bytes against hashes. A worker whose routes know none does without. */
export interface Integrity {
  /**
   * What is written down of the hashes of a file when it is asked for: a later build has others.
   *
   * @param given - the `integrity` of its request.
   * @param built - what the build knows of it; empty for nothing.
   * @param size - of its request. Where it is another one, it is another file.
   */
  hashesOf(
    given: string | undefined,
    built: WorkerFile | readonly [],
    size?: number,
  ): Pick<LedgerFile, 'integrity' | 'pieces'>;
  /**
   * Has what has come stored if it is what it should be.
   *
   * @param put - is given a response with the same bytes. It is not called where they are known to be wrong; otherwise the body fails
   * before its end where they are.
   * @returns what is wrong with it.
   */
  check(
    arrival: Arrival,
    put: (response: Response) => Promise<Fault | undefined>,
  ): Promise<Fault | undefined>;
}
