import type { Page } from 'puppeteer-core';
import { callExpression, readOutcome } from './page-script.ts';
import type { TestPage } from './test-browser.ts';
import { waitForFunction } from './wait-for-function.ts';

/** A page of Puppeteer as tests use it. */
export interface PuppeteerPage extends TestPage {
  readonly puppeteer: Page;
}

/** Wraps a page of Chromium or Firefox. */
export function puppeteerPage(puppeteer: Page): PuppeteerPage {
  const page: PuppeteerPage = {
    puppeteer,
    goto: async (url) => void (await puppeteer.goto(url)),
    reload: async () => void (await puppeteer.reload()),
    async evaluate<Args extends unknown[], Result>(
      fn: (...args: Args) => Result,
      ...args: Args
    ): Promise<Awaited<Result>> {
      return readOutcome(await puppeteer.evaluate(callExpression(fn, args))) as Awaited<Result>;
    },
    waitForFunction: (fn, ...args) => waitForFunction(page, fn, args),
    url: async () => puppeteer.url(),
    screenshot: () => puppeteer.screenshot(),
    close: () => puppeteer.close(),
  };
  return page;
}
