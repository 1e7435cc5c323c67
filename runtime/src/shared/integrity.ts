/** What stands in an `integrity`: the hashes of its strongest algorithm, any of which will do. */
export interface ParsedIntegrity {
  algorithm: 'sha256' | 'sha384' | 'sha512';
  /** As base64url, without padding. */
  hashes: string[];
}

const MB = 2 ** 20;

/** Characters of a hash in base64, without padding. */
const LENGTHS = { sha256: 43, sha384: 64, sha512: 86 } as const;

/** Weakest first. */
const ALGORITHMS = ['sha256', 'sha384', 'sha512'] as const;

/** Bytes of a piece of a file. Of files that have as many or more, the build writes down a hash for each piece. */
export function pieceSizeOf(size: number): number {
  return size > 1024 * MB ? 16 * MB : 8 * MB;
}

/** How many characters of its SHA-256, as base64url, stand for a piece: 126 bits. */
export const PIECE_HASH_LENGTH = 21;

/**
 * Reads subresource-integrity metadata. Algorithms that it does not know do not count, as in browsers.
 *
 * @returns undefined where nothing counts.
 * @see https://w3c.github.io/webappsec-subresource-integrity/#parse-metadata
 */
export function parseIntegrity(text: string): ParsedIntegrity | undefined {
  const tokens = tokensOf(text);
  const algorithm = ALGORITHMS.findLast((name) => tokens.some(([known]) => known === name));
  if (!algorithm) return undefined;
  const hashes = tokens.filter(([name]) => name === algorithm).map(([, hash]) => hash);
  return { algorithm, hashes };
}

/** Why an `integrity` cannot be what was meant, or undefined where it can. Browsers take one that they cannot read for none at all. */
export function integrityProblem(text: string): string | undefined {
  const tokens = tokensOf(text).filter(
    (token): token is [keyof typeof LENGTHS, string] => token[0] in LENGTHS,
  );
  if (tokens.length === 0) return 'which is no sha256-…, sha384-… or sha512-…';
  const wrong = tokens.find(([name, hash]) => !/^[\w-]*$/.test(hash) || hash.length !== LENGTHS[name]);
  return wrong && `whose ${wrong[0]}-… has no hash of that length in base64`;
}

function tokensOf(text: string): [algorithm: string, hash: string][] {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((token) => {
      const [, algorithm = '', hash = ''] = /^([^-]*)-([^?]*)/.exec(token) ?? [];
      return [algorithm.toLowerCase(), toBase64url(hash)];
    });
}

/** Both alphabets are used, with padding and without. */
function toBase64url(base64: string): string {
  return base64
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/={0,2}$/, '');
}
