/** The hash of bytes that are in memory, as base64url without padding. */
export async function hashOf(
  bytes: Uint8Array<ArrayBuffer>,
  algorithm: 'sha256' | 'sha384' | 'sha512',
): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest(algorithm.replace('sha', 'SHA-'), bytes)));
}

/** Bytes as base64url without padding. */
export function toBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
