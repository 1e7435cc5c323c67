/** A value as an error's details have it. */
export function describe(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A circle, or a bigint inside.
    return String(value);
  }
}
