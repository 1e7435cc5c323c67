import type { CallHook, DownloadHooks } from './hooks.ts';
import { toSnapshot } from './ledger/downloads.ts';

/** The calls of an app's hooks. Their failure is reported as an uncaught error would be. */
export function hookCalls(hooks: DownloadHooks): CallHook {
  return async (entry, event) => {
    const ended = entry.state === 'stored' ? 'onStored' : 'onFailed';
    const name = { backgroundfetchclick: 'onClick', backgroundfetchabort: 'onAborted' }[event.type] ?? ended;
    try {
      await hooks[name as typeof ended]?.({ download: toSnapshot(entry), event });
    } catch (error) {
      reportError(error);
    }
  };
}
