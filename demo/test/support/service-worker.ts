import type { CDPSession, Page } from 'puppeteer-core';

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
