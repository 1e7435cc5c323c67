import { canonicalUrl } from '../../shared/canonical-url.ts';
import { OWN_ORIGIN } from '../options/sample.ts';
import type { BuiltFile } from './built-file.ts';

/** The URL of a built file in its one spelling, relative to the app's base unless the file has a URL of its own elsewhere. */
export function fileUrl({ url, path }: Pick<BuiltFile, 'url' | 'path'>): string {
  if (url === undefined) return relativeUrl(path.split('/').map(encodeURIComponent).join('/'));
  if (URL.canParse(url)) return canonicalUrl(url);
  if (url.startsWith('//')) return canonicalUrl(url, OWN_ORIGIN).slice('https:'.length);
  return url.startsWith('/') ? canonicalUrl(url, OWN_ORIGIN).slice(OWN_ORIGIN.length) : relativeUrl(url);
}

function relativeUrl(url: string): string {
  const spelled = canonicalUrl(`/${url}`, OWN_ORIGIN).slice(OWN_ORIGIN.length + 1);
  // What has a colon before its first slash would be read as a scheme.
  return /^[^/]*:/.test(spelled) ? `./${spelled}` : spelled;
}
