import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds. */
const LONGEST = 60_000;
const INTERVAL = 50;

/**
 * Asks again and again until a condition holds.
 *
 * @param what - said in the error.
 * @throws Error where it does not hold after a minute.
 */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + LONGEST;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`After ${LONGEST} ms this is still not so: ${what}.`);
    await sleep(INTERVAL);
  }
}

/**
 * Waits for a promise, but not for ever.
 *
 * @param longest - milliseconds.
 * @throws Error where it is not settled by then.
 */
export async function within<Value>(longest: number, what: string, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer after ${longest} ms: ${what}`)), longest);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
