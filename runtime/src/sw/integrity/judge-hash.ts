import type { ParsedIntegrity } from '../../shared/integrity.ts';
import type { Fault } from '../commit/judge-response.ts';

/**
 * What is wrong with a body of another hash than one of those expected.
 *
 * @param received - as base64url; undefined where it was not read to its end, since it was known to be another one before.
 */
export function judgeHash(
  { algorithm, hashes }: ParsedIntegrity,
  received: string | undefined,
  status: number,
): Fault | undefined {
  if (received !== undefined && hashes.includes(received)) return undefined;
  const written = (hash: string): string =>
    `${algorithm}-${hash.replaceAll('-', '+').replaceAll('_', '/')}${'='.repeat(-hash.length & 3)}`;
  return {
    reason: 'integrity',
    status,
    expected: hashes.map(written).join(' '),
    received: received === undefined ? undefined : written(received),
  };
}
