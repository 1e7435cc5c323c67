import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchClient } from 'workbox-background-fetch/window';
import { type DemoServer, startServer } from '../../demo/server.ts';
import { type Chromium, launchChromium } from '../../demo/test/support/chromium.ts';
import { integrations } from './integrations/index.ts';
import { createPlace } from './support/place.ts';
import { describe } from './support/worker.ts';

declare global {
  // The fixture's page puts its client there.
  var downloads: BackgroundFetchClient;
}

for (const { name, build } of integrations) {
  const test = suite(`${name}, in Chromium`);
  let server: DemoServer | undefined;
  let chromium: Chromium | undefined;

  test.after(async () => {
    await chromium?.close();
    await server?.stop();
  });

  test('a background fetch is stored, and served without the server', async () => {
    const place = await createPlace(`${name} browser`);
    await build(place);
    server = await startServer({ root: place.out });
    chromium = await launchChromium();
    const page = await chromium.browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction(
      () => navigator.serviceWorker.controller !== null && 'downloads' in globalThis,
    );

    const { size } = await describe(`${place.out}/media/one.txt`);
    const talk = await page.evaluate(store, 'talk/one');
    assert.equal(talk, { state: 'stored', downloaded: size, downloadTotal: size });
    const model = await page.evaluate(store, 'model');
    assert.is(model.state, 'stored');

    await server.stop();
    const texts = await page.evaluate(
      async (urls) => {
        const responses = await Promise.all(urls.map((url) => fetch(url)));
        return Promise.all(responses.map(async (response) => (await response.blob()).size));
      },
      ['media/one.txt', 'models/net.json', 'index.html'],
    );
    assert.is(texts[0], size);
    assert.is(texts[1], (await describe(`${place.out}/models/net.json`)).size);
    assert.ok(texts[2], 'the page is precached');
  });

  test.run();
}

async function store(id: string): Promise<{ state: string; downloaded: number; downloadTotal: number }> {
  const download = await downloads.fetch(id);
  await download.stored;
  const { state, downloaded, downloadTotal } = download;
  return { state, downloaded, downloadTotal };
}
