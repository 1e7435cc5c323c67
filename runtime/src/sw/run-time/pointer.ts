/**
 * What a JSON Pointer in which one `*` stands for every item or member leads to, in their order; undefined for an item that lacks the
 * rest of the path.
 *
 * @returns undefined where there is nothing to go through.
 * @see https://www.rfc-editor.org/rfc/rfc6901
 */
export function valuesAt(document: unknown, pointer: string): unknown[] | undefined {
  const tokens = pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  const star = tokens.indexOf('*');
  const all = valueAt(document, tokens.slice(0, star));
  if (typeof all !== 'object' || all === null) return undefined;
  return Object.values(all).map((item) => valueAt(item, tokens.slice(star + 1)));
}

function valueAt(document: unknown, tokens: readonly string[]): unknown {
  return tokens.reduce<unknown>(
    (value, token) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, token)
        ? (value as Record<string, unknown>)[token]
        : undefined,
    document,
  );
}
