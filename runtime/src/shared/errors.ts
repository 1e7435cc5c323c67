import { describe } from './describe.ts';
import type { DownloadFailure, DownloadFailureReason } from './download-snapshot.ts';

declare const process: { env: { NODE_ENV?: string } };

/** What each error tells, by its code. */
export interface ErrorDetails {
  'not-supported': { feature: string };
  'no-service-worker': { reason: string };
  'no-answer': { scriptURL: string; received?: string; next?: { scriptURL: string; state: string } };
  'unknown-id': { id: string; routes: string[] };
  'missing-requests': { id: string };
  'surplus-requests': { id: string };
  'invalid-request': { id: string; index: number; url: string; problem: RequestProblem };
  'not-served': { id: string; url: string; as: boolean; serve: string[] };
  'conflicting-requests': { id: string; url: string };
  'invalid-metadata': { id: string; reason: string };
  'invalid-row': { id: string; each: string; from: string; to: string; most: number };
  'list-failed': { id: string; list: string; reason: string };
  'prepare-failed': { id: string; reason: string };
  'newer-ledger': { reason: string };
  'invalid-overrides': { id: string; name: string; value: unknown; reason?: string };
  'permission-denied': { id: string; by: 'user' | 'browser'; running: string[] };
  'quota-exceeded': { id: string; downloadTotal: number; available: number; missing: number };
  'too-many-downloads': { id: string; running: string[] };
  'start-refused': { id: string; reason: string };
  'fallback-not-loaded': { reason: string };
  'timed-out': { what: string; seconds: number };
  'cannot-pause': { option: string };
  failed: { id: string; reason: DownloadFailureReason; failures: readonly DownloadFailure[] };
  'invalid-namespace': { namespace: unknown };
  'no-namespaces': { namespace: string };
  aborted: { id: string };
  removed: { id: string };
  unexpected: { reason: string };
}

/** What no background fetch can ever bring, called as the build calls it. */
export interface RequestProblem {
  code:
    | 'invalid-url'
    | 'url-credentials'
    | 'unsupported-method'
    | 'no-cors'
    | 'cors-preflight'
    | 'invalid-option';
  reason: string;
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
          "before you start a download, for a scope that the page is in: that is the worker's folder.",
        'no-answer': ({ scriptURL, received, next }) =>
          `The service worker ${scriptURL} ${received === undefined ? 'does not answer' : `answers with ${received}`}. ` +
          (next
            ? `It may be that of an earlier deployment: ${next.scriptURL} is ${next.state}. Let that one become active ` +
              '(skipWaiting, or close all tabs), then try again.'
            : 'Is it the one that the build generated, with the background-fetch routes in it?'),
        'unknown-id': ({ id, routes }) =>
          `No route matches the id "${id}". The routes of this build are: ${routes.join(', ') || '(none)'}.`,
        'missing-requests': ({ id }) =>
          `The route of "${id}" takes its requests from the page. Give them: downloads.fetch(id, { requests: [...] }).`,
        'surplus-requests': ({ id }) =>
          `The route of "${id}" has its requests from the build and takes none from the page. Leave them out, or add "page" to ` +
          "the route's requests.",
        'invalid-request': ({ id, index, url, problem }) =>
          `Request ${index} of "${id}" (${url}) ${problem.reason} (${problem.code}).`,
        'not-served': ({ id, url, as, serve }) =>
          `"${url}" is ${as ? `what a file of "${id}" is to be asked for under` : `a request of "${id}"`}, and ` +
          `no pattern of the route's \`serve\` matches it (${serve.join(', ') || 'there is none'}). Add one, or give the request an \`as\`.`,
        'conflicting-requests': ({ id, url }) =>
          `"${url}" stands for two files of "${id}": two requests that are not the same are stored under it, or one is to be stored under ` +
          'two URLs. Give each an `as` of its own, and each file one request.',
        'invalid-metadata': ({ id, reason }) =>
          `The metadata of "${id}" ${reason}. Give plain data, without functions, and of what is reactive a copy: toRaw() in Vue, ` +
          '$state.snapshot() in Svelte. Keep what is large elsewhere.',
        'invalid-row': ({ id, each, from, to, most }) =>
          `The numbers "${each}" of "${id}" go from "${from}" to "${to}". Both must be whole numbers, from not above to, ${most} at most ` +
          'in all. Look at the id, and at the metadata that the page gives.',
        'list-failed': ({ id, list, reason }) =>
          `The list of the files of "${id}", ${list}, ${reason}. Nothing has changed; try again later.`,
        'prepare-failed': ({ id, reason }) =>
          `The hook \`prepare\` gave no requests for "${id}": ${reason}. Nothing has changed; try again later.`,
        'newer-ledger': ({ reason }) =>
          `The list of downloads was written by a later version of this app: ${reason}. What is stored is served; reload when that ` +
          'version is back to change anything.',
        'invalid-overrides': ({ id, name, value, reason }) =>
          `The override "${name}" of "${id}" ${reason ?? `is ${describe(value)}`}. It must be ${EXPECTED[name] ?? `left out: there are only ${Object.keys(EXPECTED).join(', ')}`}.`,
        'permission-denied': ({ id, by }) =>
          `The ${by} does not allow this site to download in the background, so "${id}" was not started. ` +
          'Ask the user to allow it in the site settings.',
        'quota-exceeded': ({ id, downloadTotal, available, missing }) =>
          `${downloadTotal ? `"${id}" needs ${downloadTotal} bytes, as much again while they are copied, and` : `There is no room to write anything down of "${id}":`} ${available} are free` +
          `${missing ? `: ${missing} are missing` : ''}. Ask the user to remove something first.`,
        'too-many-downloads': ({ id, running }) =>
          `The browser refused "${id}" while others are running (${running.join(', ')}): it takes five at a time. ` +
          'Start it when one of them has ended.',
        'start-refused': ({ id, reason }) =>
          `The browser refused to start "${id}": ${reason}. The error's cause is the browser's own.`,
        'fallback-not-loaded': ({ reason }) =>
          `The fallback engine could not be loaded: ${reason}. Check that all files of the build are deployed, and that ` +
          'the page can reach them.',
        'timed-out': ({ what, seconds }) =>
          `${what} of this browser has not answered within ${seconds} s. Try again later, or after a reload.`,
        'cannot-pause': ({ option }) =>
          `The service worker cannot pause, resume or move downloads: no route of its build has \`${option}\`. Set \`${option}: true\` for a route; ` +
          'an update of the app may just be under way, too.',
        failed: ({ id, reason, failures }) =>
          `"${id}" failed (${reason}).${failures.slice(0, 3).map(describeFailure).join('')} What was complete is stored; ` +
          'start it again to fetch the rest.',
        'invalid-namespace': ({ namespace }) =>
          `The namespace is ${describe(namespace)}. It must be a string of whole characters, 200 at most, such as the id of a user; or be ` +
          'left out for the common one.',
        'no-namespaces': ({ namespace }) =>
          `The service worker keeps no namespaces apart, so "${namespace}" cannot be used. Set the option \`namespaces: true\` of the ` +
          'plugin, and let the worker of that build become active.',
        aborted: ({ id }) => `"${id}" was aborted by the user or the app.`,
        removed: ({ id }) => `"${id}" was removed.`,
        unexpected: ({ reason }) => `The service worker could not answer: ${reason}.`,
      };

function describeFailure({ url, reason, status, expected, received }: DownloadFailure): string {
  const answer = status === undefined ? '' : `, status ${status}`;
  const difference =
    expected === undefined ? '' : `: expected ${expected}, received ${received ?? 'something else'}`;
  const remedy = reason === 'cors' ? ': does its server send Access-Control-Allow-Origin?' : '';
  return ` ${url} (${reason}${answer}${difference}${remedy}).`;
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

/** What each of them must be. */
const EXPECTED: Record<string, string> = {
  title: 'a string',
  successTitle: 'a string',
  failTitle: 'a string',
  icons: 'an array of image resources',
  downloadTotal: 'a whole number of bytes, 0 or more',
  priority: 'a number',
  group: 'a string',
  pinned: 'true or false',
  requests: 'an array of URLs, or of objects with a `url`',
  metadata: 'data',
  signal: 'an AbortSignal',
};
