import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Makes URLs that are good for a while, and for nobody who changes them. */
export interface Signer {
  /** The path with a token, another one each time. */
  sign(path: string): string;
  /** Whether a path has a token that was made for it and is still good. */
  admits(path: string, search: string): boolean;
}

/**
 * Makes a signer with a secret of its own.
 *
 * @param life - milliseconds that a token is good for.
 */
export function createSigner(life: number, now: () => number = Date.now): Signer {
  const secret = randomBytes(32);
  const macOf = (text: string): Buffer => createHmac('sha256', secret).update(text).digest();
  return {
    sign(path) {
      const stem = `${now() + life}.${randomBytes(6).toString('base64url')}`;
      return `${path}?token=${stem}.${macOf(`${path} ${stem}`).toString('base64url')}`;
    },
    admits(path, search) {
      const [expires = '', nonce = '', mac = ''] = new URLSearchParams(search).get('token')?.split('.') ?? [];
      const [given, right] = [Buffer.from(mac, 'base64url'), macOf(`${path} ${expires}.${nonce}`)];
      return given.length === right.length && timingSafeEqual(given, right) && now() < Number(expires);
    },
  };
}
