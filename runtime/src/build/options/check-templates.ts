import { paramNames } from '../../shared/id-pattern.ts';
import type { Variant } from '../../shared/pattern.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { readTemplate } from './read-pattern.ts';
import type { ResolvedRoute } from './resolved-options.ts';
import { OWN_ORIGIN, sample } from './sample.ts';
import { clicksOf, type Template, templatesOf } from './templates-of.ts';

/**
 * Checks that there is every parameter that the route's templates want, and that clicks stay on this origin.
 *
 * @throws BackgroundFetchBuildError `invalid-pattern`, `unknown-param`, `optional-param`, `metadata-param`, `foreign-click`
 */
export function checkTemplates(route: ResolvedRoute, idVariants: readonly Variant[]): void {
  const given = paramNames(idVariants);
  for (const template of templatesOf(route)) {
    checkParams(route.id, template, paramNames(readTemplate(route.id, template.where, template.text)), given);
  }
  for (const [where, click] of clicksOf(route)) {
    const url = sample(click, idVariants);
    if (!URL.canParse(url, OWN_ORIGIN) || new URL(url, OWN_ORIGIN).origin !== OWN_ORIGIN)
      throw new BackgroundFetchBuildError('foreign-click', { route: route.id, where, click });
  }
}

type Names = ReturnType<typeof paramNames>;

function checkParams(
  route: string,
  { where, own = [], isPattern, hasMetadata }: Template,
  wanted: Names,
  given: Names,
): void {
  const known = [...given.always, ...given.sometimes];
  for (const param of [...wanted.always, ...wanted.sometimes]) {
    if (param.startsWith('metadata.')) {
      if (hasMetadata) continue;
      throw new BackgroundFetchBuildError('metadata-param', { route, where, param });
    }
    if (known.includes(param) || own.includes(param) || (isPattern && /^\d+$/.test(param))) continue;
    const details = { route, where, param, known, ...(own.length > 0 ? { own } : {}) };
    throw new BackgroundFetchBuildError('unknown-param', details);
  }
  // Of several patterns, not every one has to be for every id.
  if (isPattern) return;
  for (const param of wanted.always) {
    if (given.sometimes.has(param))
      throw new BackgroundFetchBuildError('optional-param', { route, where, param });
  }
}
