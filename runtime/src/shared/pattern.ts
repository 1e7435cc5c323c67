/** A placeholder of a pattern. */
export interface Param {
  /** The name after the colon; `'0'`, `'1'`, … for wildcards. */
  readonly name: string;
  /** `segment` has no slash, `segments` may have some, `wildcard` may have some and may be empty. */
  readonly kind: 'segment' | 'segments' | 'wildcard';
}

/** Literal text, or a placeholder. */
export type Part = string | Param;

/** One reading of a pattern in which every optional group is either there or not. */
export type Variant = readonly Part[];

/** A pattern that cannot be read: the character that is in the way, and where it stands. What to do about it, the build says. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  readonly char: string;

  constructor(char: string, source: string) {
    super(`"${char}" in "${source}"`);
    this.char = char;
  }
}

/** An identifier, as in URLPattern, but for `$`. */
const NAME = /[\p{ID_Start}_]\p{ID_Continue}*/uy;

/** In templates alone: what a download's metadata has at a path. */
const METADATA_NAME = /metadata(?:\.\p{ID_Continue}+)+/uy;

/** What means nothing else, nowhere. */
const TEXT = /[^\\:*?+(){}]*/y;

/**
 * Reads an id pattern in the pathname syntax of URLPattern: `:name`, `:name?`, `:name+`, `:name*`, `*`, `{…}`, `{…}?`
 * and `\` to escape. Regular-expression groups are refused.
 *
 * @returns the readings, those with more of the optional groups first.
 * @throws PatternError
 * @see https://urlpattern.spec.whatwg.org/#parsing-pattern-strings
 */
export function parsePattern(pattern: string): Variant[] {
  return parse(pattern, true);
}

/**
 * Reads a template, into which the parameters of an id are filled: `:name`, `*`, `{…}?` (left out where a parameter in
 * it has no value), `:metadata.name` and `\` to escape. Everything else, `?` and `(` included, stands for itself.
 *
 * @throws PatternError
 */
export function parseTemplate(template: string): Variant[] {
  return parse(template, false);
}

/** The placeholders of a reading. */
export function paramsOf(variant: Variant): Param[] {
  return variant.filter((part): part is Param => typeof part !== 'string');
}

function parse(source: string, isPattern: boolean): Variant[] {
  let position = 0;
  let wildcards = 0;

  const sequence = (closing: string): Variant[] => {
    let variants: Variant[] = [[]];
    const append = (...choices: Variant[]): void => {
      variants = choices.flatMap((choice) => variants.map((variant) => join(variant, choice)));
    };
    while (position < source.length) {
      const char = source.charAt(position++);
      const name = char === ':' ? (isPattern ? '' : take(METADATA_NAME)) || take(NAME) : '';
      if (char === closing) return variants;
      if (char === '\\' && position < source.length) {
        append([source.charAt(position++)]);
      } else if (char === '{') {
        const group = sequence('}');
        append(...(takeModifier('?') === '?' ? [...group, []] : group));
        if (isPattern && source.charAt(position) === '*') {
          throw new PatternError('*', source);
        }
      } else if (char === '*') {
        append([{ name: String(wildcards++), kind: 'wildcard' }]);
      } else if (name !== '') {
        const modifier = isPattern ? takeModifier('?+*') : '';
        const param: Param = { name, kind: modifier === '+' || modifier === '*' ? 'segments' : 'segment' };
        // The slash before an optional name belongs to it, as in URLPattern.
        const without = modifier === '?' || modifier === '*' ? variants.map(dropSlash) : [];
        variants = [...variants.map((variant) => [...variant, param]), ...without];
      } else if (isPattern && /[(?+}]/.test(char)) {
        throw new PatternError(char, source);
      } else {
        append([char + take(TEXT)]);
      }
    }
    if (closing !== '') throw new PatternError('{', source);
    return variants;
  };

  const takeModifier = (allowed: string): string => {
    const char = source.charAt(position);
    if (char === '' || !allowed.includes(char)) return '';
    position++;
    return char;
  };

  const take = (expression: RegExp): string => {
    expression.lastIndex = position;
    const text = expression.exec(source)?.[0] ?? '';
    position += text.length;
    return text;
  };

  return sequence('').sort((a, b) => b.length - a.length);
}

function dropSlash(variant: Variant): Variant {
  const last = variant.at(-1);
  return typeof last === 'string' && last.endsWith('/')
    ? join(variant.slice(0, -1), [last.slice(0, -1)])
    : variant;
}

function join(head: Variant, tail: Variant): Part[] {
  const [last, first] = [head.at(-1), tail[0]];
  if (typeof last === 'string' && typeof first === 'string') {
    return [...head.slice(0, -1), last + first, ...tail.slice(1)];
  }
  return [...head, ...tail];
}
