import type { DownloadFailure, DownloadFailureReason } from './download-snapshot.ts';

declare const process: { env: { NODE_ENV?: string } };

/** What each error tells, by its code. */
export interface ErrorDetails {
  'not-supported': { feature: string };
  'no-service-worker': { reason: string };
  'no-answer': { scriptURL: string; received?: string; next?: { scriptURL: string; state: string } };
  'unknown-id': { id: string; routes: string[] };
  'invalid-overrides': { id: string; name: string; value: string; expected: string };
  'permission-denied': { id: string; by: 'user' | 'browser'; running: string[] };
  'quota-exceeded': { id: string; downloadTotal: number; available: number };
  'too-many-downloads': { id: string; running: string[] };
  'start-refused': { id: string; reason: string };
  'fallback-not-loaded': { reason: string };
  'timed-out': { what: string; seconds: number };
  failed: { id: string; reason: DownloadFailureReason; failures: readonly DownloadFailure[] };
  aborted: { id: string };
  removed: { id: string };
  unexpected: { reason: string };
}

/** A code of {@link BackgroundFetchError}; each has its heading in docs/errors.md. */
export type ErrorCode = keyof ErrorDetails;

/** A code with the details that belong to it. */
export type ErrorArguments = {
  [C in ErrorCode]: [code: C, details: ErrorDetails[C], options?: ErrorOptions];
}[ErrorCode];

type Messages = { [C in ErrorCode]: (details: ErrorDetails[C]) => string };

/** Exported for the test that holds docs/errors.md against it; undefined in production builds. */
export const messages: Messages | undefined =
  process.env.NODE_ENV === 'production'
    ? undefined
    : {
        'not-supported': ({ feature }) =>
          `This browser has no ${feature}. Check for it with downloads.supported() and offer another way.`,
        'no-service-worker': ({ reason }) =>
          `There is no active service worker for this page: ${reason}. Register the one that the build generated ` +
          'before you start a download.',
        'no-answer': ({ scriptURL, received, next }) =>
          `The service worker ${scriptURL} ${received === undefined ? 'does not answer' : `answers with ${received}`}. ` +
          (next
            ? `It may be that of an earlier deployment: ${next.scriptURL} is ${next.state}. Let that one become active ` +
              '(skipWaiting, or close all tabs), then try again.'
            : 'Is it the one that the build generated, with the background-fetch routes in it?'),
        'unknown-id': ({ id, routes }) =>
          `No route matches the id "${id}". The routes of this build are: ${routes.join(', ') || '(none)'}.`,
        'invalid-overrides': ({ id, name, value, expected }) =>
          `The override "${name}" of "${id}" is ${value}. It must be ${expected}.`,
        'permission-denied': ({ id, by }) =>
          `The ${by} does not allow this site to download in the background, so "${id}" was not started. ` +
          'Ask the user to allow it in the site settings.',
        'quota-exceeded': ({ id, downloadTotal, available }) =>
          `"${id}" needs ${downloadTotal} bytes and ${available} are free. Ask the user to remove something first.`,
        'too-many-downloads': ({ id, running }) =>
          `The browser refused "${id}" while ${running.length} others are running (${running.join(', ')}). ` +
          'Start it when one of them has ended.',
        'start-refused': ({ id, reason }) =>
          `The browser refused to start "${id}": ${reason}. The error's cause is the browser's own.`,
        'fallback-not-loaded': ({ reason }) =>
          `The fallback engine could not be loaded: ${reason}. Check that all files of the build are deployed, and that ` +
          'the page can reach them.',
        'timed-out': ({ what, seconds }) =>
          `${what} of this browser has not answered within ${seconds} s. Try again later, or after a reload.`,
        failed: ({ id, reason, failures }) =>
          `"${id}" failed (${reason}).${failures.slice(0, 3).map(describeFailure).join('')} What was complete is stored; ` +
          'start it again to fetch the rest.',
        aborted: ({ id }) => `"${id}" was aborted by the user or the app.`,
        removed: ({ id }) => `"${id}" was removed.`,
        unexpected: ({ reason }) => `The service worker could not answer: ${reason}.`,
      };

function describeFailure({ url, reason, status, expected, received }: DownloadFailure): string {
  const answer = status === undefined ? '' : `, status ${status}`;
  const difference =
    expected === undefined ? '' : `: expected ${expected}, received ${received ?? 'something else'}`;
  return ` ${url} (${reason}${answer}${difference}).`;
}

/**
 * An error of ours. `code` is stable and meant for programs, `message` for people (production builds carry the code
 * alone).
 *
 * @see docs/errors.md, a heading per code
 */
export class BackgroundFetchError extends Error {
  override readonly name = 'BackgroundFetchError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails[ErrorCode];

  constructor(...[code, details, options]: ErrorArguments) {
    const message = messages?.[code] as ((details: ErrorDetails[ErrorCode]) => string) | undefined;
    super(message ? `${message(details)} (docs/errors.md#${code})` : code, options);
    this.code = code;
    this.details = details;
  }
}
