import type { BackgroundFetchManager, BackgroundFetchOptions } from '../../shared/background-fetch.ts';
import { BackgroundFetchError } from '../../shared/errors.ts';
import { within } from '../within.ts';

/** Chromium runs no more at a time, for one origin. */
const MOST_RUNNING = 5;

/** Milliseconds for what only helps to explain. */
const PATIENCE = 5_000;

/** Milliseconds that a person needs at least to refuse; a browser that refuses by itself does so at once. */
const QUICKEST_PERSON = 1_000;

/** What Chromium says where a start is not permitted, by the user or by a browser that permits none. */
const NOT_PERMITTED = /does not have permission to start a fetch/i;

/** A start that the browser has refused. */
export interface RefusedStart {
  id: string;
  cause: unknown;
  /** Milliseconds from the start to the refusal. */
  took: number;
  options: BackgroundFetchOptions;
}

/**
 * Names what lies behind a rejected `backgroundFetch.fetch()`. Browsers reject with a TypeError for nearly everything and
 * tell the reasons apart in prose only; so the state that would explain it is looked up.
 *
 * @see https://github.com/WICG/background-fetch/issues/169
 */
export async function explainStartError(
  manager: BackgroundFetchManager,
  { id, cause, took, options: { downloadTotal = 0 } }: RefusedStart,
): Promise<BackgroundFetchError> {
  if (cause instanceof BackgroundFetchError) return cause;
  const { name, message } = cause instanceof Error || cause instanceof DOMException ? cause : new Error();
  if (name === 'QuotaExceededError') {
    const available = await freeSpace();
    return new BackgroundFetchError('quota-exceeded', { id, downloadTotal, available }, { cause });
  }
  const running = await within(PATIENCE, manager.getIds(), () => []).catch((): string[] => []);
  const permission = await permissionState();
  if (name === 'NotAllowedError' || NOT_PERMITTED.test(message) || permission === 'denied') {
    const isAnswered = permission === 'prompt' && took > QUICKEST_PERSON;
    const by = permission === 'denied' || isAnswered ? 'user' : 'browser';
    return new BackgroundFetchError('permission-denied', { id, by, running }, { cause });
  }
  if (running.length >= MOST_RUNNING)
    return new BackgroundFetchError('too-many-downloads', { id, running }, { cause });
  return new BackgroundFetchError('start-refused', { id, reason: String(cause) }, { cause });
}

/** Whether the browser refuses every start, and not its user this one. A browser that runs others does not. */
export function isRefusedForGood({ code, details }: BackgroundFetchError): boolean {
  if (code !== 'permission-denied') return false;
  const { by, running } = details as { by: string; running: string[] };
  return by === 'browser' && running.length === 0;
}

/** The state of the permission, or undefined where the browser does not know it or does not say. */
export async function permissionState(): Promise<PermissionState | undefined> {
  try {
    const asked = navigator.permissions.query({ name: 'background-fetch' as PermissionName });
    return (await within(PATIENCE, asked, () => undefined))?.state;
  } catch {
    // A browser that does not know the permission has not denied it.
    return undefined;
  }
}

async function freeSpace(): Promise<number> {
  try {
    // Safari has it from version 17 on.
    const asked = navigator.storage?.estimate?.() ?? Promise.resolve({});
    const { quota = 0, usage = 0 } = (await within(PATIENCE, asked, () => undefined)) ?? {};
    return quota - usage;
  } catch {
    return 0;
  }
}
