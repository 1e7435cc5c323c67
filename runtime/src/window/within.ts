import { BackgroundFetchError } from '../shared/errors.ts';

/** Milliseconds that the browser gets for what it answers at once where nothing is wrong. */
const PATIENCE = 20_000;

/** Waits for a promise, but no longer than that: what is then to be given, or thrown, comes from `late`. */
export function within<T>(milliseconds: number, work: PromiseLike<T>, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      Promise.resolve().then(late).then(resolve, reject);
    }, milliseconds);
    Promise.resolve(work)
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
}

/**
 * Waits for an answer of the browser's.
 *
 * @param what - a name for what was asked, such as `backgroundFetch.get()`.
 * @throws BackgroundFetchError `timed-out`, and what the promise rejects with
 */
export function answered<T>(what: string, work: PromiseLike<T>, milliseconds: number = PATIENCE): Promise<T> {
  return within(milliseconds, work, () => {
    throw new BackgroundFetchError('timed-out', { what, seconds: milliseconds / 1000 });
  });
}
