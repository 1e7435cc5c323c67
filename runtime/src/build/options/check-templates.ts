import { paramNames } from '../../shared/id-pattern.ts';
import type { Variant } from '../../shared/pattern.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { readTemplate } from './read-pattern.ts';
import { isGlob, type ResolvedRoute } from './resolved-options.ts';
import { OWN_ORIGIN, sample } from './sample.ts';

/**
 * Checks that the id gives every parameter that the route's templates want, and that a click stays on this origin.
 *
 * @throws BackgroundFetchBuildError `invalid-pattern`, `unknown-param`, `optional-param`, `foreign-click`
 */
export function checkTemplates(route: ResolvedRoute, idVariants: readonly Variant[]): void {
  const { title, successTitle, failTitle, click } = route;
  const requests = route.requests.flatMap((request) => (isGlob(request) ? [] : [request.url]));
  const templates: [where: string, template: string | undefined][] = [
    ...requests.map((url): [string, string] => [`the request "${url}"`, url]),
    ['title', title],
    ['successTitle', successTitle],
    ['failTitle', failTitle],
    ['click', click],
  ];
  const given = paramNames(idVariants);
  for (const [where, template] of templates) {
    if (template !== undefined)
      checkParams(route.id, where, paramNames(readTemplate(route.id, where, template)), given);
  }
  if (click !== undefined && new URL(sample(click, idVariants), OWN_ORIGIN).origin !== OWN_ORIGIN) {
    throw new BackgroundFetchBuildError('foreign-click', { route: route.id, click });
  }
}

type Names = ReturnType<typeof paramNames>;

function checkParams(route: string, where: string, wanted: Names, given: Names): void {
  const known = new Set([...given.always, ...given.sometimes]);
  for (const param of [...wanted.always, ...wanted.sometimes]) {
    if (!known.has(param)) {
      throw new BackgroundFetchBuildError('unknown-param', { route, where, param, known: [...known] });
    }
  }
  for (const param of wanted.always) {
    if (given.sometimes.has(param))
      throw new BackgroundFetchBuildError('optional-param', { route, where, param });
  }
}
