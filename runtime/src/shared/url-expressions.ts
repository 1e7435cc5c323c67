import { canonicalUrl } from './canonical-url.ts';
import { escapeRegExp } from './escape-reg-exp.ts';
import { type Param, type Part, paramsOf, type Variant } from './pattern.ts';

/** Matches the URLs, spelt canonically, that a reading of a template can become, with a group for each of `params`. */
export interface UrlExpression {
  expression: RegExp;
  params: Param[];
}

const SOURCES: Record<Param['kind'], string> = {
  segment: '([^/#]+?)',
  segments: '([^#]+?)',
  wildcard: '(.*)',
};

/**
 * Expressions for the readings of a template of a URL. They may match more: what ends a part of a URL may stand in a
 * parameter too, and a path escapes other text than a query.
 *
 * @param base - the absolute URL that relative templates are resolved against.
 * @throws TypeError where the template is no URL.
 */
export function urlExpressions(template: readonly Variant[], base: string): UrlExpression[] {
  return template.map((variant) => {
    const parts = spellReading(variant, base);
    return { expression: toExpression(parts), params: paramsOf(parts) };
  });
}

/**
 * A reading, resolved, whose literal text is spelt canonically. It begins with text, and every other part is text.
 *
 * @throws TypeError where it is no URL.
 */
export function spellReading(variant: Variant, base: string): Part[] {
  // Placeholders pass the URL parser as names that it leaves alone.
  const filled = variant.map((part, index) => (typeof part === 'string' ? part : `bgf-${index}-param`));
  return canonicalUrl(filled.join(''), base)
    .split(/bgf-(\d+)-param/)
    .map((text, index) => (index % 2 === 0 ? text : (variant[Number(text)] as Param)));
}

/** Matches what a reading that has been spelt can become. */
export function toExpression(parts: readonly Part[]): RegExp {
  const sources = parts.map((part) => (typeof part === 'string' ? escapeRegExp(part) : SOURCES[part.kind]));
  return new RegExp(`^${sources.join('')}$`);
}
