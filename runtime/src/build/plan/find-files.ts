import { canonicalUrl } from '../../shared/canonical-url.ts';
import { fillText } from '../../shared/fill.ts';
import { compileIdPattern } from '../../shared/id-pattern.ts';
import { parseTemplate } from '../../shared/pattern.ts';
import type { RequestOptions } from '../../shared/route.ts';
import { compileUrlMatcher } from '../../shared/template.ts';
import type { BuiltFile } from '../assets/built-file.ts';
import { fileUrl } from '../assets/file-url.ts';
import type { Instance } from './check-download-total.ts';

/** Finds the files that a request which names a URL, or a template of URLs, leads to. */
export type FindFiles = (id: string, request: RequestOptions) => Instance[];

/** @param base - the app's base, as an absolute URL. */
export function createFindFiles(files: readonly BuiltFile[], base: string): FindFiles {
  let known: Map<string, BuiltFile> | undefined;
  return (id, request) => {
    // Of several files with one URL the first is served: it comes from the bundler.
    known ??= new Map(files.toReversed().map((file) => [canonicalUrl(fileUrl(file), base), file]));
    if (isPlain(request.url)) {
      const file = known.get(canonicalUrl(fillText(parseTemplate(request.url), {}), base));
      return file ? [{ request, params: {}, file }] : [];
    }
    const matcher = compileUrlMatcher(request.url, base, compileIdPattern(id));
    return [...known].flatMap(([url, file]) => {
      const params = matcher.match(url);
      return params ? [{ request, params, file }] : [];
    });
  };
}

function isPlain(template: string): boolean {
  return parseTemplate(template).every((variant) => variant.every((part) => typeof part === 'string'));
}
