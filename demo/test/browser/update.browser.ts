import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { start, startApp, waitForState } from '../support/app.ts';
import { fallbacks } from '../support/variants.ts';

const test = suite('another worker in mid-download');

for (const { browser, engine } of fallbacks()) {
  test(`${browser}: it is active at once, and goes on with the download`, async () => {
    const { server, open, close } = await startApp({ browser, engine, build: 'vite-generate-sw' });
    try {
      const page = await open();
      server.fault('/media/ep-2.wav', { bytesPerSecond: 1e5 });
      assert.is((await start(page, 'episode/ep-2')).state, 'downloading');

      await page.evaluate(async () => void (await navigator.serviceWorker.register('/sw.js?other')));
      await page.waitForFunction(async () => {
        const { active, waiting } = await navigator.serviceWorker.ready;
        // As an app does when its user agrees.
        waiting?.postMessage({ type: 'SKIP_WAITING' });
        return active?.scriptURL.endsWith('?other') && active.state === 'activated';
      });
      assert.is(
        await page.evaluate(async () => (await downloads.get('episode/ep-2'))?.state),
        'downloading',
        'long before the end of the download',
      );
      server.heal();
      await waitForState(page, 'episode/ep-2', 'stored');
    } finally {
      await close();
    }
  });
}

test.run();
