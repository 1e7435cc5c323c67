import { paramNames } from '../../shared/id-pattern.ts';
import { isPointer } from '../../shared/parsed-config.ts';
import type { Variant } from '../../shared/pattern.ts';
import type { ListOptions } from '../../shared/route.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { checkListRequest } from './check-request.ts';
import { FILE_PARAMS } from './check-reserved-params.ts';
import { pointerProblem } from './pointer-problem.ts';
import { readTemplate } from './read-pattern.ts';
import type { ResolvedRoute } from './resolved-options.ts';
import { OWN_ORIGIN, sample } from './sample.ts';

/**
 * Checks declared lists, as far as they can be told without the document.
 *
 * @throws BackgroundFetchBuildError `invalid-pattern`, `invalid-pointer`, `same-urls`, `foreign-as`, and what is wrong with the
 * request of the document
 */
export function checkLists({ id, lists = [] }: ResolvedRoute, idVariants: readonly Variant[]): void {
  for (const list of lists) {
    readTemplate(id, `the list "${list.list}"`, list.list);
    checkListRequest(id, idVariants, list);
    checkPointers(id, list);
    checkAs(id, idVariants, list);
  }
}

function checkPointers(route: string, { list, urls, sizes, revisions, as }: ListOptions): void {
  const pointers = { urls, sizes, revisions, ...(as !== undefined && isPointer(as) ? { as } : {}) };
  for (const [member, pointer] of Object.entries(pointers)) {
    const reason = pointer === undefined ? undefined : pointerProblem(pointer);
    if (pointer === undefined || reason === undefined) continue;
    throw new BackgroundFetchBuildError('invalid-pointer', { route, list, member, pointer, reason });
  }
}

function checkAs(route: string, idVariants: readonly Variant[], { list, as }: ListOptions): void {
  if (as === undefined || isPointer(as)) return;
  const where = `as of the list "${list}"`;
  const template = readTemplate(route, where, as);
  const { always } = paramNames(template);
  const url = sample(as, [...idVariants, ...template]);
  if (!URL.canParse(url, OWN_ORIGIN) || new URL(url, OWN_ORIGIN).origin !== OWN_ORIGIN)
    throw new BackgroundFetchBuildError('foreign-as', { route, list, as });
  if (!FILE_PARAMS.some((name) => always.has(name)))
    throw new BackgroundFetchBuildError('same-urls', { route, where, needed: FILE_PARAMS });
}
