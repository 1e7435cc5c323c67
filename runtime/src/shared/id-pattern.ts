import { escapeRegExp } from './escape-reg-exp.ts';
import { matchId, type Params } from './match-id.ts';
import { type Param, paramsOf, parsePattern, type Variant } from './pattern.ts';

/** An id pattern, ready to match. */
export interface IdPattern {
  readonly variants: readonly Variant[];
  /** The id's parameters, or undefined where the pattern does not match it. */
  match(id: string): Params | undefined;
}

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
  const expressions = idExpressions(variants);
  return { variants, match: (id) => matchId(expressions, id) };
}

/** Expressions for the readings of an id, as {@link matchId} takes them. */
export function idExpressions(variants: readonly Variant[]): RegExp[] {
  return variants.map((variant) => {
    const seen = new Set<string>();
    const sources = variant.map((part) => {
      if (typeof part === 'string') return escapeRegExp(part);
      const { name, kind } = part;
      // A name that comes again has the same text again.
      if (seen.has(name)) return `\\k<$${name}>`;
      seen.add(name);
      return `(?<$${name}>${SOURCES[kind]})`;
    });
    return new RegExp(`^${sources.join('')}$`, 's');
  });
}

/** The names that every reading has, and those that only some have. */
export function paramNames(variants: readonly Variant[]): { always: Set<string>; sometimes: Set<string> } {
  const sets = variants.map((variant) => new Set(paramsOf(variant).map(({ name }) => name)));
  const all = new Set(sets.flatMap((set) => [...set]));
  const always = new Set([...all].filter((name) => sets.every((set) => set.has(name))));
  return { always, sometimes: new Set([...all].filter((name) => !always.has(name))) };
}
