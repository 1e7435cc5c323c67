import type { RequestProblem } from './errors.ts';
import { integrityProblem } from './integrity.ts';

/** What of a request decides whether it can be brought in the background. It is checked, so it may hold anything. */
export interface JudgedRequest {
  method?: string;
  mode?: string;
  credentials?: string;
  referrerPolicy?: string;
  integrity?: string;
  headers?: Record<string, string>;
  size?: unknown;
  revision?: unknown;
}

/** @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const SAFELISTED = /^(?:accept|accept-language|content-language|range)$/i;

/** @see https://fetch.spec.whatwg.org/#cors-safelisted-method */
const SIMPLE_METHODS = /^(?:GET|HEAD|POST)$/;

/**
 * Why no background fetch can ever bring a request, or undefined where one may.
 *
 * @param url - the request's URL, absolute. Its fragment does not count.
 * @param ownOrigin - the app's.
 */
export function requestProblem(
  url: URL,
  request: JudgedRequest,
  ownOrigin: string,
): RequestProblem | undefined {
  const { method = 'GET', mode, headers = {} } = request;
  const isForeign = url.origin !== ownOrigin;
  const is = (code: RequestProblem['code'], reason: string): RequestProblem => ({ code, reason });
  if (!/^https?:$/.test(url.protocol)) {
    return is(
      'invalid-url',
      `has the scheme "${url.protocol}"; only http and https can be fetched in the background`,
    );
  }
  if (url.username || url.password) return is('url-credentials', 'has a user name or password in its URL');
  if (mode === 'no-cors') return is('no-cors', 'has mode "no-cors"');
  if (isForeign && mode === 'same-origin') {
    return is('invalid-option', 'has mode "same-origin" and is of another origin');
  }
  const cause = isForeign && preflightCause(method, headers);
  if (cause) return is('cors-preflight', `to another origin needs a CORS preflight because of ${cause}`);
  if (method !== 'GET') return is('unsupported-method', `has the method ${method}`);
  const reason = optionProblem(request);
  return reason === undefined ? undefined : is('invalid-option', reason);
}

function preflightCause(method: string, headers: Record<string, string>): string | undefined {
  if (!SIMPLE_METHODS.test(method)) return `its method ${method}`;
  const header = Object.keys(headers).find((name) => !SAFELISTED.test(name));
  return header === undefined ? undefined : `its header "${header}"`;
}

function optionProblem({ size, revision, ...init }: JudgedRequest): string | undefined {
  if (size !== undefined && !(Number.isSafeInteger(size) && Number(size) >= 0)) {
    return `has the size ${size}, which is no whole number of bytes`;
  }
  if (revision !== undefined && typeof revision !== 'string')
    return `has the revision ${revision}, which is no text`;
  const { integrity, mode, credentials, headers, referrerPolicy } = init;
  const wrong = integrity === undefined ? undefined : integrityProblem(String(integrity));
  if (wrong !== undefined) return `has the integrity "${integrity}", ${wrong}`;
  if (!(mode || credentials || headers || referrerPolicy)) return undefined;
  try {
    // The constructor knows headers and enumerations; where the request leads does not matter to it.
    new Request('https://a.invalid', { mode, credentials, headers, referrerPolicy } as RequestInit);
    return undefined;
  } catch (error) {
    return `has an option that is not valid: ${(error as Error).message}`;
  }
}
