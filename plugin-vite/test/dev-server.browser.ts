import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bytes, createApp } from './support/app.ts';
import { type KnownFile, knownFiles } from './support/built-worker.ts';
import { type DevPage, openDevPage } from './support/dev-page.ts';
import { devWays } from './support/dev-ways.ts';
import { ROUTES } from './support/ways.ts';

for (const way of devWays(ROUTES)) {
  const { name, worker, type, script } = way;
  const test = suite<DevPage>(`dev server, ${name}`);

  test.before(async (context) => void Object.assign(context, await openDevPage(await createApp(), way)));
  test.after(({ close }) => close());

  test('a background fetch runs from its start to the cache', async ({ page, url }) => {
    const seen = await page.evaluate(
      async (scriptUrl, workerType) => {
        await navigator.serviceWorker.register(scriptUrl, { type: workerType });
        const download = await downloads.fetch('track/one');
        await download.stored;
        const urls = (await download.files()).map(({ url }) => url);
        const response = await (await caches.open('media')).match(urls[0] ?? '', {
          ignoreSearch: true,
        });
        const { state, downloaded, downloadTotal } = download;
        return { state, downloaded, downloadTotal, urls, stored: (await response?.bytes())?.length };
      },
      url + worker,
      type,
    );
    assert.equal(seen, {
      state: 'stored',
      downloaded: 3000,
      downloadTotal: 3000,
      urls: [`${url}media/one.bin`],
      stored: 3000,
    });
  });

  test('a file of the public folder that changes changes the script', async ({ app, url }) => {
    const known = async (): Promise<KnownFile | undefined> =>
      knownFiles(await (await fetch(url + script)).text())['media/one.bin'];
    const onDisk = async (): Promise<KnownFile> => [...(await app.describe('public/media/one.bin')), false];
    assert.equal(await known(), await onDisk());
    await app.write('public/media/one.bin', bytes(4000, 9));
    assert.equal(await known(), await onDisk());
  });

  test.run();
}
