import { isBadPort } from './bad-ports.ts';

/**
 * The *fetch()* algorithm's checks of one request. The specification rejects for `no-cors` and for what the Request
 * constructor throws, credentials in the URL among them.
 *
 * Deviation: it leaves what *fetch* would block to each record. Chromium rejects the whole at once for it, and so do we:
 * https://github.com/WICG/background-fetch/issues/169. Mixed content is left to its record, and fails there. The page's Content Security Policy is not among it, since there is no
 * sound way to ask for it. A `fetch` that is aborted at once raises `securitypolicyviolation`, but in Chromium many of those
 * that the policy allows have reached the server by then; one with the mode `same-origin` to another origin reaches none, but
 * raises nothing in Firefox. The service worker's policy holds when the engine fetches.
 *
 * @param info - as the app gave it.
 * @returns a Request that nobody else has.
 * @throws TypeError
 */
export function checkRequest(info: Request | string): Request {
  // Let internalRequest be the request of the result of invoking the Request constructor with request.
  const request = new Request(info);
  const { protocol, port } = new URL(request.url);
  // If internalRequest's mode is "no-cors", then return a promise rejected with a TypeError.
  const fault =
    request.mode === 'no-cors'
      ? 'no-cors'
      : !/^https?:$/.test(protocol)
        ? 'bad scheme'
        : isBadPort(port)
          ? 'bad port'
          : isDanglingMarkup(info)
            ? 'dangling markup'
            : undefined;
  if (fault) throw new TypeError(`${request.url}: ${fault}`);
  return request;
}

/**
 * The URL parser drops tabs and newlines within a URL, so that only a string tells. Those at its ends do not count.
 *
 * @see https://github.com/whatwg/fetch/pull/519
 */
function isDanglingMarkup(info: Request | string): boolean {
  return typeof info === 'string' && info.includes('<') && /[\t\n\r]/.test(info.trim());
}
