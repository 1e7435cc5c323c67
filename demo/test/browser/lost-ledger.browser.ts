import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { startApp, store } from '../support/app.ts';
import { engines } from '../support/variants.ts';

const test = suite('a ledger that is lost');

// WebKit ends no worker while a page of the app is open, and forgets everything without one.
for (const { browser, engine } of engines().filter((variant) => variant.browser !== 'webkit')) {
  test(`${browser}, ${engine}: the caches tell what is stored`, async () => {
    const app = await startApp({ browser, engine, build: 'vite-generate-sw' });
    try {
      const page = await app.open();
      await store(page, 'episode/ep-1');
      await page.evaluate(async () => {
        const { scope } = await navigator.serviceWorker.ready;
        await new Promise((resolve, reject) => {
          const deletion = indexedDB.deleteDatabase(`workbox-background-fetch-${scope}`);
          deletion.onsuccess = resolve;
          deletion.onerror = reject;
        });
      });
      // It is looked for once in a worker's life.
      await app.browser.stopServiceWorkers(page);
      await page.waitForFunction(() => 'downloads' in globalThis);
      const [found, state, size] = await page.evaluate(async () => {
        const all = await downloads.list();
        const response = await downloads.match('media/ep-1.wav');
        return [all.map(({ id }) => id), all[0]?.state, (await response?.blob())?.size] as const;
      });
      assert.equal(found, ['episode/ep-1']);
      assert.is(state, 'stored');
      assert.ok(Number(size) > 0);
      await page.evaluate(async () => void (await downloads.remove('episode/ep-1')));
      const left = await page.evaluate(async () => (await (await caches.open('episodes')).keys()).length);
      assert.is(left, 0);
    } finally {
      await app.close();
    }
  });
}

test.run();
