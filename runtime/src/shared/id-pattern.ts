import { type Param, paramsOf, parsePattern, type Variant } from './pattern.ts';

/** The parameters of an id: name → text as it stands in the id. Wildcards are named `'0'`, `'1'`, … */
export type Params = Readonly<Record<string, string>>;

/** An id pattern, ready to match. */
export interface IdPattern {
  readonly variants: readonly Variant[];
  /** The id's parameters, or undefined where the pattern does not match it. */
  match(id: string): Params | undefined;
}

const LEADS_AWAY = /(?:^|\/)\.\.?(?:$|\/)/;

const SOURCES: Record<Param['kind'], string> = {
  segment: '[^/]+?',
  segments: '[^/]+?(?:/[^/]+?)*',
  wildcard: '.*',
};

/**
 * Compiles an id pattern such as `episode/:slug`. An id matches nothing where a parameter would lead a URL out of its
 * folder: one with a segment `.` or `..`.
 *
 * @throws PatternError
 */
export function compileIdPattern(pattern: string): IdPattern {
  const variants = parsePattern(pattern);
  const expressions = variants.map((variant) => new RegExp(`^${variantSource(variant, SOURCES)}$`, 's'));
  return {
    variants,
    match(id) {
      for (const expression of expressions) {
        const found = expression.exec(id);
        if (!found) continue;
        const params = groupsOf(found);
        return Object.values(params).some((value) => LEADS_AWAY.test(value)) ? undefined : params;
      }
      return undefined;
    },
  };
}

/**
 * The source of a regular expression for one reading.
 *
 * @param isSpeltAlike - whether a name that comes again must have the same text.
 */
export function variantSource(
  variant: Variant,
  sources: Record<Param['kind'], string>,
  isSpeltAlike = true,
): string {
  const seen = new Set<string>();
  return variant
    .map((part) => {
      if (typeof part === 'string') return escapeRegExp(part);
      if (seen.has(part.name)) return isSpeltAlike ? `\\k<$${part.name}>` : sources[part.kind];
      seen.add(part.name);
      return `(?<$${part.name}>${sources[part.kind]})`;
    })
    .join('');
}

/** What the groups made by {@link variantSource} found. */
export function groupsOf(found: RegExpExecArray): Record<string, string> {
  return Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, text]) => [name.slice(1), text]));
}

/** The names that every reading has, and those that only some have. */
export function paramNames(variants: readonly Variant[]): { always: Set<string>; sometimes: Set<string> } {
  const sets = variants.map((variant) => new Set(paramsOf(variant).map(({ name }) => name)));
  const all = new Set(sets.flatMap((set) => [...set]));
  const always = new Set([...all].filter((name) => sets.every((set) => set.has(name))));
  return { always, sometimes: new Set([...all].filter((name) => !always.has(name))) };
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
