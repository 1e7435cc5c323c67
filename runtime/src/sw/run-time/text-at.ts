/**
 * The text that metadata have at a path, undefined where there is none.
 *
 * @param name - such as `metadata.author.name`.
 */
export function textAt(metadata: unknown, name: string): string | undefined {
  const [head, ...path] = name.split('.');
  if (head !== 'metadata') return undefined;
  const found = path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    metadata,
  );
  return found === undefined || found === null ? undefined : String(found);
}
