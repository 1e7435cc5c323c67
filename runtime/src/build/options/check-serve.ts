import { isPointer } from '../../shared/parsed-config.ts';
import { paramsOf, type Variant } from '../../shared/pattern.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { checkRequest } from './check-request.ts';
import { readTemplate } from './read-pattern.ts';
import type { ResolvedRoute } from './resolved-options.ts';

/**
 * Checks that the URLs of files which are known at run time alone can be told from all others, before any download is asked for.
 *
 * @throws BackgroundFetchBuildError `missing-serve`, `invalid-pattern`, `invalid-url`, `url-credentials`
 */
export function checkServe(
  { id, page, lists = [], serve }: ResolvedRoute,
  idVariants: readonly Variant[],
): void {
  for (const url of serve ?? []) {
    const params = readTemplate(id, `serve "${url}"`, url).flatMap(paramsOf);
    const anything = params.filter(({ name }) => /^\d+$/.test(name));
    checkRequest(id, [...idVariants, anything], { url }, 'serve');
  }
  if (serve !== undefined) return;
  if (page) throw new BackgroundFetchBuildError('missing-serve', { route: id, source: 'the page' });
  const list = lists.find(({ as }) => as === undefined || isPointer(as))?.list;
  if (list !== undefined)
    throw new BackgroundFetchBuildError('missing-serve', { route: id, source: `the list "${list}"` });
}
