import { BackgroundFetchError } from '../shared/errors.ts';

/** Milliseconds that the browser gets for what it answers at once where nothing is wrong. */
const PATIENCE = 20_000;

/** Milliseconds for what only helps. */
const SHORT_PATIENCE = 5_000;

/** Waits for a promise, but no longer than that: what is then to be given, or thrown, comes from `late`. */
export function within<T>(
  milliseconds: number,
  work: PromiseLike<T>,
  late: () => T | PromiseLike<T>,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return Promise.race([work, end.then(late)]).finally(() => clearTimeout(timer));
}

/**
 * Waits for an answer of the browser's.
 *
 * @param what - a name for what was asked, such as `backgroundFetch.get()`.
 * @throws BackgroundFetchError `timed-out`, and what the promise rejects with
 */
export function answered<T>(what: string, work: PromiseLike<T>): Promise<T> {
  return within(PATIENCE, work, () => timedOut(what, PATIENCE));
}

/** @throws BackgroundFetchError `timed-out` */
export function timedOut(what: string, milliseconds: number): never {
  throw new BackgroundFetchError('timed-out', { what, seconds: milliseconds / 1000 });
}

/** What the browser says to a question whose answer only helps; undefined where it has none, or none in time. */
export function told<T>(begin: () => T | PromiseLike<T>): Promise<T | undefined> {
  const nothing = (): undefined => undefined;
  return within<T | undefined>(SHORT_PATIENCE, Promise.resolve().then(begin), nothing).catch(nothing);
}
