import type { WorkboxPlugin } from 'workbox-core/types.js';
import type { BackgroundFetchEvent } from '../shared/background-fetch-events.ts';
import type { DownloadSnapshot } from '../shared/download-snapshot.ts';
import type { LedgerEntry } from '../store/schema.ts';

/** What a hook is told of. */
export interface HookParam {
  /** As the ledger has it: hooks run after it has been written. */
  download: DownloadSnapshot;
  /** Of the browser; what it waits for shares its time. */
  event: BackgroundFetchEvent;
}

/** A record that is about to be stored. */
export interface RecordHookParam {
  /** The id of the download. */
  id: string;
  /** Whose it is, unless it is of the common namespace. */
  namespace?: string | undefined;
  /** The URL that the app asks for. */
  url: string;
  /** What the browser has fetched. */
  request: Request;
  /** As it would be stored: status 200, and its body decoded. */
  response: Response;
}

/**
 * What the module of the option `worker` may export. A hook that fails is reported, and undoes nothing; but a record whose
 * `onRecord` fails is not stored.
 */
export interface DownloadHooks {
  onStored?(param: HookParam): unknown;
  onFailed?(param: HookParam): unknown;
  onAborted?(param: HookParam): unknown;
  /** After the click has led to its page. */
  onClick?(param: HookParam): unknown;
  /** May give another response, which is stored in the place of the one that came. */
  onRecord?(param: RecordHookParam): Response | undefined | Promise<Response | undefined>;
  /** Workbox plugins of all routes. */
  plugins?: WorkboxPlugin[];
}

/** Calls the hook for what an event has done to a download, and waits for it. */
export type CallHook = (entry: LedgerEntry, event: BackgroundFetchEvent) => Promise<void>;
