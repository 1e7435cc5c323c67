const CODES: Readonly<Record<string, string>> = {
  'no-service-worker':
    'The app’s service worker is not running, so nothing can be kept yet. Reload the page and try again.',
  'permission-denied':
    'The browser does not allow background downloads here. Check this site’s settings, then try again.',
  'quota-exceeded': 'There is not enough free space on this device. Remove something and try again.',
  'not-supported': 'This browser cannot keep files for this site. A private window is a common cause.',
  'unknown-id': 'The app asked for something this version does not know. Reload the page and try again.',
  'no-answer':
    'The app’s service worker does not answer. Close all tabs of this site, open it again and try once more.',
  'invalid-overrides': 'The app asked for this download in the wrong way. Reload the page and try again.',
  'missing-requests': 'The app asked for this download in the wrong way. Reload the page and try again.',
  'surplus-requests': 'The app asked for this download in the wrong way. Reload the page and try again.',
  'invalid-request': 'The server listed a file that no browser can fetch. Reload the page and try again.',
  'not-served': 'The server listed a file that this version does not know. Reload the page and try again.',
  'conflicting-requests': 'The server listed one file twice. Reload the page and try again.',
  'invalid-metadata': 'The app asked for this download in the wrong way. Reload the page and try again.',
  'newer-ledger': 'A later version of this app has been here. Close all tabs of this site and open it again.',
  'api-unreachable': 'The list of tracks cannot be reached. Check the network and try again.',
  'too-many-downloads':
    'The browser has all the downloads it can handle. Wait until one is finished, then try again.',
  'start-refused':
    'The browser refused to start the download. Wait for the others to finish, then try again.',
  'fallback-not-loaded':
    'A part of the app could not be loaded. Check the network, reload the page and try again.',
  'timed-out': 'The browser does not answer. Reload the page and try again.',
  'bad-status': 'The server answered with an error. Try again in a moment.',
  'fetch-error': 'The connection broke and did not come back. Check the network and try again.',
  cors: 'The server does not let this app read its files. Whoever runs the app has to see to it.',
  'wrong-size': 'A file has changed on the server. Reload the page and try again.',
  'wrong-type': 'The server sent something else than the file. Try again in a moment.',
  integrity: 'A file arrived damaged. Try again in a moment.',
  refused: 'The app did not accept what the server sent. Try again in a moment.',
  'download-total-exceeded':
    'The files were larger than announced, so the browser stopped. Reload the page and try again.',
  aborted: 'Cancelled.',
  removed: 'Removed from this device.',
  lost: 'The browser lost track of this download. Try again.',
};

const FILES: Readonly<Record<string, string>> = {
  'fetch-error': 'The connection broke',
  cors: 'Its server does not let this app read it',
  'wrong-size': 'It has changed on the server',
  'wrong-type': 'The server sent something else',
  integrity: 'It arrived damaged',
  'quota-exceeded': 'There is no space for it',
  lost: 'The browser has lost it',
};

/** Says in one sentence or two what went wrong and what to do, for an error's code or a failure reason. */
export function explainCode(code: string): string {
  return CODES[code] ?? 'The download did not work. Try again in a moment.';
}

/** Says in a few words why a file is not there. */
export function explainFile({ reason, status }: { reason: string; status?: number | undefined }): string {
  if (status === 403) return 'Its URL had expired';
  if (status !== undefined && status >= 400) return `The server answered ${status}`;
  return FILES[reason] ?? 'It did not arrive';
}

/** Says what went wrong for anything that was thrown. */
export function explainError(error: unknown): string {
  return explainCode(codeOf(error) ?? '');
}

/** Code of one of the download client's errors. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
