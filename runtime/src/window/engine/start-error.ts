import type { BackgroundFetchManager, BackgroundFetchOptions } from '../../shared/background-fetch.ts';
import type { BackgroundFetchError, ErrorArguments } from '../../shared/errors.ts';
import { freeSpace } from '../free-space.ts';
import { told } from '../within.ts';
import { noteDenied, permissionState } from './permission.ts';

/** Chromium runs no more at a time, for one origin. */
const MOST_RUNNING = 5;

/** Milliseconds that a person needs at least to refuse; a browser that refuses by itself does so at once. */
const QUICKEST_PERSON = 1_000;

/** What browsers say where a start is not permitted, by the user or by a browser that permits none. */
const NOT_PERMITTED = /^NotAllowedError|permission to start/;

/** Chromium says "too many active fetches" of the sixth, and one of the five may have ended before they are counted. */
const TOO_MANY = /active f/;

/** A start that the browser has refused. */
export interface RefusedStart {
  id: string;
  /** What the browser says. */
  reason: string;
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
  { id, reason, took, options: { downloadTotal = 0 } }: RefusedStart,
): Promise<ErrorArguments> {
  if (/^QuotaExceeded/.test(reason)) {
    return ['quota-exceeded', { id, downloadTotal, ...(await freeSpace(downloadTotal)) }];
  }
  const running = (await told(() => manager.getIds())) ?? [];
  const permission = await permissionState();
  if (permission === 'denied' || NOT_PERMITTED.test(reason)) {
    await noteDenied();
    const isAnswered = permission === 'prompt' && took > QUICKEST_PERSON;
    return [
      'permission-denied',
      { id, by: permission === 'denied' || isAnswered ? 'user' : 'browser', running },
    ];
  }
  return running.length >= MOST_RUNNING || TOO_MANY.test(reason)
    ? ['too-many-downloads', { id, running }]
    : ['start-refused', { id, reason }];
}

/** Whether the browser refuses every start, and not its user this one. A browser that runs others does not. */
export function isRefusedForGood(error: unknown): boolean {
  const { by, running } = (error as BackgroundFetchError).details as { by?: string; running?: string[] };
  return by === 'browser' && !running?.length;
}
