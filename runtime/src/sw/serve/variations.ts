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
  // `searchParams` would spell anew what stays, and `test()` of a pattern with the flag `g` goes on from where it was.
  const counts = (parameter: string): boolean =>
    [...new URLSearchParams(parameter).keys()].every((name) =>
      ignoreURLParametersMatching.every((pattern) => name.search(pattern) < 0),
    );
  if (plain.search) plain.search = plain.search.slice(1).split('&').filter(counts).join('&');
  const beside = (more: string): string => plain.href.replace(/[?#]|$/, (rest) => more + rest);
  const urls = [url, plain.href];
  if (directoryIndex && plain.pathname.endsWith('/')) urls.push(beside(directoryIndex));
  if (cleanURLs) urls.push(beside('.html'));
  return [...new Set(urls.map((variation) => canonicalUrl(variation)))];
}
