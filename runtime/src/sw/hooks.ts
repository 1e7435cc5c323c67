import type { WorkboxPlugin } from 'workbox-core/types.js';
import type { BackgroundFetchEvent } from '../shared/background-fetch-events.ts';
import type { DownloadSnapshot } from '../shared/download-snapshot.ts';
import type { PlannedRequest } from '../shared/protocol.ts';
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

/** A request that is about to be sent. What it lacks is as the browser has it. */
export type PreparedRequest = PlannedRequest['init'] & {
  /** What is fetched; absolute, or relative to the app's base. */
  url: string;
  /** The URL under which the app asks for what it brings; absolute. It tells which file it is, and stays. */
  as: string;
};

/** What requests are for. */
export interface PrepareHookParam {
  /** The id of the download. */
  id: string;
  /** Whose it is, unless it is of the common namespace. */
  namespace?: string | undefined;
  /** 1 for the first, 2 for the next one after a failure. */
  attempt: number;
  /** What the app has given. */
  metadata: unknown;
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
  /**
   * Called before each attempt with what is missing. May give it back with other URLs, headers or credentials; what is not among it
   * stays as it is. Where it fails, or has not answered within eight seconds, the attempt has failed.
   */
  prepare?(
    requests: PreparedRequest[],
    param: PrepareHookParam,
  ): PreparedRequest[] | undefined | Promise<PreparedRequest[] | undefined>;
  /** Workbox plugins of all routes. */
  plugins?: WorkboxPlugin[];
}

/** Calls the hook for what an event has done to a download, and waits for it. */
export type CallHook = (entry: LedgerEntry, event: BackgroundFetchEvent) => Promise<void>;
