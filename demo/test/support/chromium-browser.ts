import type { Browser } from 'puppeteer-core';
import { launchChromium } from './chromium.ts';
import { groupOf } from './process-group.ts';
import { type PuppeteerPage, puppeteerPage } from './puppeteer-page.ts';
import { stopServiceWorkers } from './service-worker.ts';
import type { LaunchOptions, TestBrowser } from './test-browser.ts';

/** Starts Chromium as the tests of all browsers use it. */
export async function launchChromiumBrowser(options: LaunchOptions): Promise<TestBrowser> {
  const { browser, close } = await launchChromium(options);
  const child = browser.process();
  if (!child?.pid) throw new Error('Chromium has no process.');
  const group = groupOf(child, child.pid);
  let goOnline: (() => Promise<void>) | undefined;
  return {
    name: 'chromium',
    pid: group.pid,
    newPage: async () => puppeteerPage(await browser.newPage()),
    stopServiceWorkers: (page) => stopServiceWorkers((page as PuppeteerPage).puppeteer),
    async setOffline(offline) {
      if (offline) goOnline ??= await goOffline(browser);
      else {
        await goOnline?.();
        goOnline = undefined;
      }
    },
    async setQuota(page, quotaSize) {
      const { puppeteer } = page as PuppeteerPage;
      // It lasts as long as its session.
      const session = await puppeteer.createCDPSession();
      const { origin } = new URL(puppeteer.url());
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
    },
    version: () => browser.version(),
    kill: () => group.kill(),
    async close() {
      await close();
      await group.kill();
    },
  };
}

/** Takes the network from pages and service workers alike: each has a connection of its own. Gives what restores it. */
async function goOffline(browser: Browser): Promise<() => Promise<void>> {
  const targets = browser.targets().filter((target) => ['page', 'service_worker'].includes(target.type()));
  const sessions = await Promise.all(targets.map((target) => target.createCDPSession()));
  const conditions = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  const tell = async (offline: boolean): Promise<void> => {
    for (const session of sessions)
      await session.send('Network.emulateNetworkConditions', { offline, ...conditions });
  };
  await Promise.all(sessions.map((session) => session.send('Network.enable')));
  await tell(true);
  return async () => {
    await tell(false);
    await Promise.all(sessions.map((session) => session.detach()));
  };
}
