import { deferred } from '../../shared/deferred.ts';
import type { Backend } from '../backend.ts';
import type { FetchKey } from '../model.ts';

/**
 * Looks at once, and again each time that a background fetch has changed, until there is something to be seen.
 *
 * @param look - gives undefined as long as there is not.
 * @throws what `look` throws
 */
export async function whenChanged<T>(
  backend: Backend,
  key: FetchKey,
  look: () => Promise<T | undefined>,
): Promise<T> {
  let tell: (() => void) | undefined;
  // Heard before the first look, so that nothing falls between the two.
  const unsubscribe = backend.subscribe(key, () => tell?.());
  try {
    for (;;) {
      const { promise: news, resolve } = deferred<void>();
      tell = resolve;
      const found = await look();
      if (found !== undefined) return found;
      await news;
    }
  } finally {
    unsubscribe();
  }
}
