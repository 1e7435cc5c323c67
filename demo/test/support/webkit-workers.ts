import { setTimeout as sleep } from 'node:timers/promises';
import type { TestPage } from './test-browser.ts';

/** WebKit ends a service worker 11 s after the last page of its origin; milliseconds. */
const LONG_ENOUGH = 13_000;

/**
 * Lets WebKit end its service workers: there is no command for it, and the process of one is the page's own. No other
 * page of the origin may be open; the page is left and opened again.
 */
export async function stopWebkitWorkers(page: TestPage): Promise<void> {
  const url = await page.url();
  await page.goto('about:blank');
  await sleep(LONG_ENOUGH);
  await page.goto(url);
}
