import { setTimeout as sleep } from 'node:timers/promises';
import { PageError } from './page-script.ts';
import type { TestPage } from './test-browser.ts';

/** Milliseconds. */
const LONGEST = 30_000;
const INTERVAL = 50;

/** Asks a page again and again until the function gives something true. */
export async function waitForFunction<Args extends unknown[]>(
  page: Pick<TestPage, 'evaluate'>,
  fn: (...args: Args) => unknown,
  args: Args,
): Promise<void> {
  const end = performance.now() + LONGEST;
  for (;;) {
    // A page that is being replaced cannot answer; the next one can.
    const value = await page.evaluate(fn, ...args).catch((error) => {
      if (error instanceof PageError || performance.now() > end) throw error;
    });
    if (value) return;
    if (performance.now() > end) throw new Error(`After ${LONGEST} ms this is still not true: ${fn}`);
    await sleep(INTERVAL);
  }
}
