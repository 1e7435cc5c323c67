import { join } from 'node:path';
import type { BackgroundFetchClient, Download } from 'workbox-background-fetch/window';
import { type DemoServer, startServer } from '../../server.ts';
import { buildDemo } from './build-demo.ts';
import { launchBrowser } from './launch-browser.ts';
import type { TestBrowser, TestPage } from './test-browser.ts';
import type { Variant } from './variants.ts';
import { WORKER_HOOK } from './worker-hook.ts';

declare global {
  // The demo puts its client there.
  var downloads: BackgroundFetchClient;
}

/** The demo, built, served and open in a browser of its own. */
export interface App {
  browser: TestBrowser;
  server: DemoServer;
  /** Opens a page of the app that the service worker controls. */
  open(path?: string): Promise<TestPage>;
  close(): Promise<void>;
}

/**
 * Builds the demo in one of the ways and starts a server and a browser for it.
 *
 * @param pages - text before the first byte of each page.
 * @param workers - text before the first byte of each worker.
 */
export async function startApp(
  { browser: name, engine, build }: Variant,
  pages = '',
  workers = '',
): Promise<App> {
  const inserts = { workers: workers + WORKER_HOOK, pages };
  const root = await buildDemo(build);
  const server = await startServer({ root, library: join(root, '../library'), inserts });
  const browser = await launchBrowser(name, { native: engine === 'native' });
  return {
    browser,
    server,
    async open(path = '') {
      const page = await browser.newPage();
      await page.goto(server.url + path);
      await page.waitForFunction(
        () => navigator.serviceWorker.controller !== null && 'downloads' in globalThis,
      );
      return page;
    },
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}

/** What a page sees of a download. */
export type Seen = Pick<Download, 'state' | 'downloaded' | 'downloadTotal' | 'failureReason'>;

/** Starts a download and gives what the page sees at once. */
export function start(page: TestPage, id: string): Promise<Seen> {
  return page.evaluate(async (name) => {
    const { state, downloaded, downloadTotal, failureReason } = await downloads.fetch(name);
    return { state, downloaded, downloadTotal, failureReason };
  }, id);
}

/** Waits until the page's own object of a download is in a state. */
export async function waitForState(page: TestPage, id: string, state: Download['state']): Promise<Seen> {
  return page.evaluate(
    async (name, wanted) => {
      const download = await downloads.get(name);
      if (!download) throw new Error(`${name} is unknown`);
      const ends = ['stored', 'failed', 'aborted', 'removed'];
      while (download.state !== wanted) {
        if (ends.includes(download.state))
          throw new Error(`${name} is ${download.state} (${download.failureReason})`);
        await new Promise((resolve) => download.addEventListener('statechange', resolve, { once: true }));
      }
      const { state, downloaded, downloadTotal, failureReason } = download;
      return { state, downloaded, downloadTotal, failureReason };
    },
    id,
    state,
  );
}

/** Starts a download and waits until it is stored. */
export async function store(page: TestPage, id: string): Promise<Seen> {
  await start(page, id);
  return waitForState(page, id, 'stored');
}
