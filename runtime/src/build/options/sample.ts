import { fillUrl } from '../../shared/fill.ts';
import { paramsOf, parseTemplate, type Variant } from '../../shared/pattern.ts';

/** Stands for the origin of the app, which the build does not know. */
export const OWN_ORIGIN = 'https://own-origin.invalid';

/**
 * A URL that a template can become, for checks that its parameters cannot change.
 *
 * @param params - readings that have all of its parameters.
 */
export function sample(template: string, params: readonly Variant[]): string {
  const names = params.flatMap(paramsOf).map(({ name }) => name);
  return fillUrl(parseTemplate(template), Object.fromEntries(names.map((name) => [name, 'x'])));
}
