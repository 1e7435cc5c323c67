import { canonicalUrl } from '../../shared/canonical-url.ts';
import type { NavigationOptions } from '../../shared/route.ts';

/**
 * The URLs that a page may be stored under, spelt canonically, likeliest first: as it was asked for, without parameters that
 * make no difference, as the index of its folder, with the extension that was left out.
 *
 * @see https://developer.chrome.com/docs/workbox/modules/workbox-precaching#serve_precached_responses
 */
export function variationsOf(
  url: string,
  {
    directoryIndex = 'index.html',
    cleanURLs = true,
    ignoreURLParametersMatching = [/^utm_/, /^fbclid$/],
  }: NavigationOptions = {},
): string[] {
  const plain = new URL(url);
  for (const name of [...plain.searchParams.keys()])
    if (ignoreURLParametersMatching.some((pattern) => pattern.test(name))) plain.searchParams.delete(name);
  const beside = (more: string): string => {
    const other = new URL(plain);
    other.pathname += more;
    return other.href;
  };
  const urls = [url, plain.href];
  if (directoryIndex && plain.pathname.endsWith('/')) urls.push(beside(directoryIndex));
  if (cleanURLs) urls.push(beside('.html'));
  return [...new Set(urls.map((variation) => canonicalUrl(variation)))];
}
