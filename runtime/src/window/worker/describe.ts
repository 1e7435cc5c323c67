/** A value as an error's details have it. */
export function describe(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'object') return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    // A circle, or a bigint inside.
    return String(value);
  }
}
