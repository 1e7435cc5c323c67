/** A hash of bytes that come one after the other. */
export interface Digest {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** Makes a {@link Digest}: the browser's own takes all bytes at once. */
export type CreateDigest = (algorithm: 'sha256' | 'sha384' | 'sha512') => Digest;
