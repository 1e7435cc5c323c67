import { canonicalUrl } from './canonical-url.ts';
import { escapeRegExp } from './escape-reg-exp.ts';
import type { Param, Variant } from './pattern.ts';

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
    // The literal text is spelt canonically; placeholders pass that as names that it leaves alone.
    const filled = variant.map((part, index) => (typeof part === 'string' ? part : `bgf-${index}-param`));
    const params: Param[] = [];
    const sources = canonicalUrl(filled.join(''), base)
      .split(/bgf-(\d+)-param/)
      .map((text, index) => {
        if (index % 2 === 0) return escapeRegExp(text);
        const param = variant[Number(text)] as Param;
        params.push(param);
        return SOURCES[param.kind];
      });
    return { expression: new RegExp(`^${sources.join('')}$`), params };
  });
}
