/**
 * What is wrong with a JSON Pointer in which one `*` has to stand for every item, or undefined.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6901#section-3
 */
export function pointerProblem(pointer: string): string | undefined {
  if (!pointer.startsWith('/')) return 'does not begin with a slash';
  if (/~(?![01])/.test(pointer)) return 'has a "~" that is not "~0" (a tilde) or "~1" (a slash)';
  const stars = pointer.split('/').filter((token) => token === '*').length;
  if (stars === 0) return 'has no "*" for every item';
  return stars === 1 ? undefined : `has ${stars} times "*", and one list can be gone through`;
}
