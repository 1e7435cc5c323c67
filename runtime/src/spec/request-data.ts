import type { RequestData } from './model.ts';
import { pick } from './pick.ts';

/** What a stored request has in common with a Request. */
const COMMON = [
  'method',
  'credentials',
  'cache',
  'redirect',
  'referrer',
  'referrerPolicy',
  'integrity',
] as const;

/**
 * Makes a request storable. Its body is read to the end.
 *
 * @throws TypeError where the body is used, locked or fails
 */
export async function toRequestData(request: Request): Promise<RequestData> {
  return {
    ...pick(request, COMMON),
    url: request.url.replace(/#.*/, ''),
    headers: [...request.headers],
    // A navigation cannot be made again by a script: the Request constructor also gives it this mode.
    mode: request.mode === 'cors' ? 'cors' : 'same-origin',
    body: await readBody(request),
  };
}

/**
 * Makes a Request of what is stored.
 *
 * @throws TypeError where the browser does not know a value
 */
export function toRequest({ url, ...init }: RequestData): Request {
  return new Request(url, init);
}

/** Firefox has no `request.body`, so that an empty body is the same as none: both send `Content-Length: 0`. */
async function readBody(request: Request): Promise<Blob | null> {
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  try {
    const body = await request.blob();
    return body.size > 0 ? body : null;
  } catch (cause) {
    throw new TypeError('A body cannot be read', { cause });
  }
}
