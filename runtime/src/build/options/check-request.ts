import type { RequestProblem } from '../../shared/errors.ts';
import { paramsOf, parseTemplate, type Variant } from '../../shared/pattern.ts';
import { requestProblem } from '../../shared/request-problem.ts';
import type { ListOptions, RequestOptions } from '../../shared/route.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { OWN_ORIGIN, sample } from './sample.ts';

/**
 * Refuses requests that no browser will ever run in the background.
 *
 * @param params - readings that have all parameters which the URL may have.
 * @param what - what the URL is, for messages.
 * @throws BackgroundFetchBuildError `invalid-url`, `url-credentials`, `unsupported-method`, `no-cors`, `cors-preflight`,
 * `invalid-options`
 */
export function checkRequest(
  route: string,
  params: readonly Variant[],
  { url, ...request }: RequestOptions,
  what = 'the request',
): void {
  const problem = requestProblem(parse(route, url, params, what), request, OWN_ORIGIN);
  if (problem) throw toError(route, url, what, problem);
}

/**
 * The same for the document of a list, which the worker fetches when it runs anyway: there is a preflight for that.
 *
 * @throws BackgroundFetchBuildError
 */
export function checkListRequest(
  route: string,
  params: readonly Variant[],
  { list, urls: _, sizes, revisions, as, ...request }: ListOptions,
): void {
  const what = 'the list';
  const problem = requestProblem(parse(route, list, params, what), request, OWN_ORIGIN);
  if (problem && problem.code !== 'cors-preflight') throw toError(route, list, what, problem);
}

function toError(
  route: string,
  url: string,
  what: string,
  { code, reason }: RequestProblem,
): BackgroundFetchBuildError {
  return code === 'invalid-option'
    ? new BackgroundFetchBuildError('invalid-options', {
        problems: [`Route "${route}": ${what} "${url}" ${reason}`],
      })
    : new BackgroundFetchBuildError(code, { route, what, url, reason });
}

function parse(route: string, url: string, params: readonly Variant[], what: string): URL {
  try {
    return new URL(isTemplate(url, params) ? sample(url, params) : url, OWN_ORIGIN);
  } catch (cause) {
    const details = { route, what, url, reason: 'is no valid URL' };
    throw new BackgroundFetchBuildError('invalid-url', details, { cause });
  }
}

/** Where a name after a colon is none of the id's, it is rather a password or the rest of a `data:` URL. */
function isTemplate(url: string, params: readonly Variant[]): boolean {
  if (!URL.canParse(url)) return true;
  const known = new Set(params.flatMap(paramsOf).map(({ name }) => name));
  return parseTemplate(url)
    .flatMap(paramsOf)
    .every(({ name }) => known.has(name));
}
