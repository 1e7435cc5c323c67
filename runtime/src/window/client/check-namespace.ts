import { BackgroundFetchError } from '../../shared/errors.ts';
import { prefixOf } from '../../shared/namespace.ts';

/** Characters: it is in the id of every background fetch. */
const LONGEST = 200;

/** @throws BackgroundFetchError `invalid-namespace` */
export function checkNamespace(namespace: unknown): void {
  try {
    // Half of a surrogate pair cannot be encoded.
    if (typeof namespace === 'string' && namespace.length <= LONGEST && prefixOf(namespace) !== undefined)
      return;
  } catch {}
  throw new BackgroundFetchError('invalid-namespace', { namespace });
}
