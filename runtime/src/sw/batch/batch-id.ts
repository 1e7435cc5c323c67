/** No route's parameters take a folder above. */
const PREFIX = '../';

/**
 * An id for a background fetch of several downloads: no download has it. The same downloads have the same, so that of two pages which are told to
 * start them the browser takes one.
 */
export async function batchIdOf(ids: readonly string[]): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(ids.toSorted()));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return PREFIX + Array.from(hash.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether a background fetch is for several downloads. */
export function isBatchId(id: string): boolean {
  return id.startsWith(PREFIX);
}
