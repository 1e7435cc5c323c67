import { canonicalUrl } from './canonical-url.ts';
import { fillUrl } from './fill.ts';
import type { IdPattern } from './id-pattern.ts';
import type { Params } from './match-id.ts';
import { withKindsOf } from './param-kinds.ts';
import { parseTemplate } from './pattern.ts';
import { type UrlExpression, urlExpressions } from './url-expressions.ts';

/** Tells which URLs a template can become. */
export interface UrlMatcher {
  /** The parameters (decoded) that lead to this URL, which is to be spelt canonically, or undefined where none do. */
  match(url: string): Params | undefined;
}

/**
 * Compiles a template of a URL for the way back, from a URL to the parameters.
 *
 * @param base - the absolute URL that relative templates are resolved against.
 * @param id - the id's pattern, which says what the parameters can hold: `:name+` may have slashes. Without it no
 * parameter has any.
 * @throws PatternError, or TypeError where the template is no URL.
 */
export function compileUrlMatcher(
  template: string,
  base: string,
  id: Pick<IdPattern, 'variants'> = { variants: [] },
): UrlMatcher {
  const variants = parseTemplate(template);
  const expressions = urlExpressions(withKindsOf(id.variants, variants), base);
  return {
    match(url) {
      for (const expression of expressions) {
        const params = decode(expression, url);
        // Only the way there tells whether it is one of them.
        if (params && canonicalUrl(fillUrl(variants, params), base) === url) return params;
      }
      return undefined;
    },
  };
}

/** A parameter that stands there several times counts as it comes first. */
function decode({ expression, params }: UrlExpression, url: string): Params | undefined {
  const found = expression.exec(url);
  if (!found) return undefined;
  try {
    const texts = params.map(({ name }, index) => [name, decodeURIComponent(found[index + 1] ?? '')]);
    return Object.fromEntries(texts.toReversed());
  } catch {
    return undefined;
  }
}
