import type { BackgroundFetchManager, BackgroundFetchOptions } from '../shared/background-fetch.ts';
import { BackgroundFetchError } from '../shared/errors.ts';

/** Chromium runs no more at a time, for one origin. */
const MOST_RUNNING = 5;

/**
 * Names what lies behind a rejected `backgroundFetch.fetch()`. Browsers reject with a TypeError for nearly everything and
 * tell the reasons apart in prose only; so the state that would explain it is looked up.
 *
 * @see https://github.com/WICG/background-fetch/issues/169
 */
export async function explainStartError(
  cause: unknown,
  id: string,
  manager: BackgroundFetchManager,
  { downloadTotal = 0 }: BackgroundFetchOptions,
): Promise<BackgroundFetchError> {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'QuotaExceededError') {
    const { quota = 0, usage = 0 } = await navigator.storage.estimate();
    return new BackgroundFetchError(
      'quota-exceeded',
      { id, downloadTotal, available: quota - usage },
      { cause },
    );
  }
  if (name === 'NotAllowedError' || (await permission()) === 'denied') {
    return new BackgroundFetchError('permission-denied', { id }, { cause });
  }
  const running = await manager.getIds();
  if (running.length >= MOST_RUNNING)
    return new BackgroundFetchError('too-many-downloads', { id, running }, { cause });
  return new BackgroundFetchError('start-refused', { id, reason: String(cause) }, { cause });
}

async function permission(): Promise<PermissionState | undefined> {
  try {
    return (await navigator.permissions.query({ name: 'background-fetch' as PermissionName })).state;
  } catch {
    // A browser that does not know the permission has not denied it.
    return undefined;
  }
}
