import type { CallHook, DownloadHooks } from './hooks.ts';
import { toSnapshot } from './ledger/downloads.ts';

const BY_TYPE: ReadonlyMap<string, keyof DownloadHooks> = new Map([
  ['backgroundfetchclick', 'onClick'],
  ['backgroundfetchabort', 'onAborted'],
]);

/** What is to be asked for again has come to no end yet. */
const BY_STATE: ReadonlyMap<string, keyof DownloadHooks> = new Map([
  ['stored', 'onStored'],
  ['failed', 'onFailed'],
]);

/** The calls of an app's hooks. Their failure is reported as an uncaught error would be. */
export function hookCalls(hooks: DownloadHooks): CallHook {
  return async (entry, event) => {
    const name = BY_TYPE.get(event.type) ?? BY_STATE.get(entry.state);
    try {
      if (name) await hooks[name as 'onStored']?.({ download: toSnapshot(entry), event });
    } catch (error) {
      reportError(error);
    }
  };
}
