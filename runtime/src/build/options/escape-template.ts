/** A template that stands for this very text. */
export function escapeTemplate(text: string): string {
  return text.replace(/[\\:*{]/g, '\\$&');
}
