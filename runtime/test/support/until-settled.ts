import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { BackgroundFetchError, type ErrorCode } from '../../src/shared/errors.ts';

/** How a promise has ended: its value, or an error's code and details. */
export type End = { value: unknown } | { code: ErrorCode | string; details: unknown };

/** The end of a promise that need not be waited for with another clock. */
export function endOf(promise: Promise<unknown>): Promise<End> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) =>
      error instanceof BackgroundFetchError
        ? { code: error.code, details: error.details }
        : { code: String(error), details: undefined },
  );
}

/** Turns of the event loop within which messages between two ports have arrived. */
const TURNS = 20;

/**
 * Lets the clock run, as quickly as can be, until a promise has settled.
 *
 * @param longest - milliseconds after which it must have.
 * @throws Error where it stays open.
 */
export async function untilSettled(begin: () => Promise<unknown>, longest = 200_000): Promise<End> {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    let end: End | undefined;
    void endOf(begin()).then((settled) => {
      end = settled;
    });
    for (let passed = 0; passed <= longest; passed += 1_000) {
      for (let turn = 0; turn < TURNS && !end; turn++) await setImmediate();
      if (end) return end;
      mock.timers.tick(1_000);
    }
  } finally {
    // What goes on behind has an end, too, and must not reach into the next test.
    mock.timers.tick(longest);
    for (let turn = 0; turn < TURNS; turn++) await setImmediate();
    mock.timers.reset();
  }
  throw new Error(`It is open after ${longest} ms.`);
}
