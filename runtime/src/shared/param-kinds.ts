import { paramsOf, type Variant } from './pattern.ts';

/**
 * A template whose parameters can hold what they can in the id: `:name+` may have slashes.
 *
 * @param id - the readings of the id.
 */
export function withKindsOf(id: readonly Variant[], template: readonly Variant[]): Variant[] {
  const kinds = new Map(id.flatMap(paramsOf).map(({ name, kind }) => [name, kind]));
  return template.map((variant) =>
    variant.map((part) =>
      typeof part === 'string' ? part : { ...part, kind: kinds.get(part.name) ?? part.kind },
    ),
  );
}
