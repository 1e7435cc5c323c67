import { canonicalUrl } from './canonical-url.ts';
import { groupsOf, type IdPattern, type Params, variantSource } from './id-pattern.ts';
import { type Param, paramsOf, parseTemplate, type Variant } from './pattern.ts';

/**
 * Fills a template that people read, such as a title. An optional group whose parameters are absent is left out.
 *
 * @throws PatternError where the template cannot be read.
 */
export function fillText(template: string, params: Params): string {
  return fill(template, params, (value) => value);
}

/**
 * Fills a template of a URL: parameters are percent-encoded, slashes in wildcards stay. The result may be relative.
 *
 * @throws PatternError where the template cannot be read.
 */
export function fillUrl(template: string, params: Params): string {
  return fill(template, params, (value, before) => {
    // Two slashes at the beginning would make a host of what follows.
    const path = /(?:^|\/)$/.test(before) ? value.replace(/^\/+/, '') : value;
    return path.split('/').map(encodeURIComponent).join('/');
  });
}

function fill(template: string, params: Params, encode: (value: string, before: string) => string): string {
  const variants = parseTemplate(template);
  const fits = (variant: Variant): boolean =>
    paramsOf(variant).every(({ name }) => params[name] !== undefined);
  const parts = variants.find(fits) ?? [];
  return parts.reduce<string>(
    (text, part) => text + (typeof part === 'string' ? part : encode(params[part.name] ?? '', text)),
    '',
  );
}

/** Tells which URLs a template can become. */
export interface UrlMatcher {
  /** The parameters (decoded) that lead to this URL, which is to be spelt canonically, or undefined where none do. */
  match(url: string): Params | undefined;
}

const SOURCES: Record<Param['kind'], string> = {
  segment: '[^/#]+?',
  segments: '[^#]+?',
  wildcard: '.*',
};

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
  const kinds = new Map(id.variants.flatMap(paramsOf).map(({ name, kind }) => [name, kind]));
  const expressions = parseTemplate(template).map((variant) => {
    // The literal text is spelt canonically; placeholders pass that as names that it leaves alone.
    const placeholder = (index: number): string => `bgf-${index}-param`;
    const filled = variant
      .map((part, index) => (typeof part === 'string' ? part : placeholder(index)))
      .join('');
    const parts: (string | Param)[] = [];
    let rest = canonicalUrl(filled, base);
    variant.forEach((part, index) => {
      if (typeof part === 'string') return;
      const at = rest.indexOf(placeholder(index));
      if (at < 0) return;
      parts.push(rest.slice(0, at), { ...part, kind: kinds.get(part.name) ?? part.kind });
      rest = rest.slice(at + placeholder(index).length);
    });
    return new RegExp(`^${variantSource([...parts, rest], SOURCES, false)}$`);
  });
  return {
    match(url) {
      for (const expression of expressions) {
        const found = expression.exec(url);
        const params = found && decode(groupsOf(found));
        // What ends a part of a URL may stand in a parameter too, and a path escapes other text than a query: only the way
        // there tells.
        if (params && canonicalUrl(fillUrl(template, params), base) === url) return params;
      }
      return undefined;
    },
  };
}

function decode(groups: Record<string, string>): Params | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    return undefined;
  }
}
