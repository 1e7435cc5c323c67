import type { Browser, CDPSession, Page, WebWorker } from 'puppeteer-core';

/** The running service worker of an origin, started where it sleeps. */
export async function serviceWorkerOf(browser: Browser, origin: string): Promise<WebWorker> {
  const target = await browser.waitForTarget((candidate) => {
    return candidate.type() === 'service_worker' && candidate.url().startsWith(origin);
  });
  const worker = await target.worker();
  if (!worker) throw new Error(`${origin} has a service worker that cannot be debugged`);
  return worker;
}

/** Kills the page's service workers, as the browser does when it wants their memory. Resolves when they are gone. */
export async function stopServiceWorkers(page: Page): Promise<void> {
  const session: CDPSession = await page.createCDPSession();
  const stopped = new Promise<void>((resolve) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      if (versions.length > 0 && versions.every(({ runningStatus }) => runningStatus === 'stopped'))
        resolve();
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await stopped;
  await session.detach();
}
