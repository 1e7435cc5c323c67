import { paramsOf, parseTemplate, type Variant } from '../../shared/pattern.ts';
import type { RequestOptions } from '../../shared/route.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { OWN_ORIGIN, sample } from './sample.ts';

/** @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const SAFELISTED = new Set(['accept', 'accept-language', 'content-language', 'range']);

/**
 * Refuses requests that no browser will ever run in the background.
 *
 * @throws BackgroundFetchBuildError `invalid-url`, `url-credentials`, `unsupported-method`, `no-cors`, `cors-preflight`
 */
export function checkRequest(
  route: string,
  idVariants: readonly Variant[],
  { url, method = 'GET', mode, headers = {} }: RequestOptions,
): void {
  const parsed = parse(route, url, idVariants);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    const reason = `has the scheme "${parsed.protocol}"; only http and https can be fetched in the background`;
    throw new BackgroundFetchBuildError('invalid-url', { route, url, reason });
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new BackgroundFetchBuildError('url-credentials', { route, url });
  }
  // The runtime's type allows GET alone; a config in JavaScript can hold anything.
  if ((mode as string | undefined) === 'no-cors')
    throw new BackgroundFetchBuildError('no-cors', { route, url });
  const cause = preflightCause(method, headers);
  if (parsed.origin !== OWN_ORIGIN && cause !== undefined) {
    throw new BackgroundFetchBuildError('cors-preflight', { route, url, cause });
  }
  if (method !== 'GET') throw new BackgroundFetchBuildError('unsupported-method', { route, url, method });
}

function parse(route: string, url: string, idVariants: readonly Variant[]): URL {
  try {
    return new URL(isTemplate(url, idVariants) ? sample(url, idVariants) : url, OWN_ORIGIN);
  } catch (cause) {
    throw new BackgroundFetchBuildError('invalid-url', { route, url, reason: 'is no valid URL' }, { cause });
  }
}

/** Where a name after a colon is none of the id's, it is rather a password or the rest of a `data:` URL. */
function isTemplate(url: string, idVariants: readonly Variant[]): boolean {
  if (!URL.canParse(url)) return true;
  const known = new Set(idVariants.flatMap(paramsOf).map(({ name }) => name));
  return parseTemplate(url)
    .flatMap(paramsOf)
    .every(({ name }) => known.has(name));
}

function preflightCause(method: string, headers: Record<string, string>): string | undefined {
  if (!['GET', 'HEAD', 'POST'].includes(method)) return `its method ${method}`;
  const header = Object.keys(headers).find((name) => !SAFELISTED.has(name.toLowerCase()));
  return header === undefined ? undefined : `its header "${header}"`;
}
