import type { Backend } from '../backend.ts';
import type { FetchKey } from '../model.ts';

/**
 * Looks at once, and again each time that a background fetch has changed, until there is something to be seen.
 *
 * @param look - gives undefined as long as there is not.
 * @throws what `look` throws
 */
export function whenChanged<T>(
  backend: Backend,
  key: FetchKey,
  look: () => Promise<T | undefined>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLooking = false;
    let hasNews = false;
    // Heard before the first look, so that nothing falls between the two.
    const unsubscribe = backend.subscribe(key, () => void check());
    const check = async (): Promise<void> => {
      hasNews = true;
      if (isLooking) return;
      isLooking = true;
      try {
        let found: T | undefined;
        while (hasNews && found === undefined) {
          hasNews = false;
          found = await look();
        }
        isLooking = false;
        if (found === undefined) return;
        resolve(found);
      } catch (error) {
        reject(error);
      }
      unsubscribe();
    };
    void check();
  });
}
