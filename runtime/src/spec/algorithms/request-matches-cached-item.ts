import type { RequestData, ResponseData } from '../model.ts';

/**
 * Whether a stored request is one that a query asks for.
 *
 * @param query - what is looked for; the method of the query does not matter.
 * @see https://w3c.github.io/ServiceWorker/#request-matches-cached-item-algorithm
 */
export function requestMatchesCachedItem(
  query: Request,
  request: RequestData,
  response: ResponseData | null,
  { ignoreMethod, ignoreSearch, ignoreVary }: CacheQueryOptions,
): boolean {
  // If options["ignoreMethod"] is false and request's method is not `GET`, return false.
  if (!ignoreMethod && request.method !== 'GET') return false;
  // If options["ignoreSearch"] is true, set both URLs' queries to the empty string. If queryURL does not equal cachedURL
  // with the exclude fragment flag set, then return false.
  const ignored = ignoreSearch ? /[?#].*/ : /#.*/;
  if (query.url.replace(ignored, '') !== request.url.replace(ignored, '')) return false;
  // If response is null, options["ignoreVary"] is true, or response's header list does not contain `Vary`, return true.
  const vary = response && !ignoreVary && new Headers(response.headers).get('vary');
  if (!vary) return true;
  // For each fieldValue in fieldValues: if fieldValue matches "*", or the combined values in both header lists do not
  // match, return false.
  const headers = new Headers(request.headers);
  return vary.split(',').every((field) => {
    const name = field.trim();
    return name === '' || (name !== '*' && headers.get(name) === query.headers.get(name));
  });
}
