import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchClient } from 'workbox-background-fetch/window';
import { startServer } from '../../demo/server.ts';
import { launchChromium } from '../../demo/test/support/chromium.ts';
import { backgroundFetch } from '../src/index.ts';
import { buildApp, createApp } from './support/app.ts';

declare global {
  // The fixture's page puts its client there.
  var downloads: BackgroundFetchClient;
}

const test = suite('an app whose files are on another origin, in Chromium');

test('it opens without either server, with what it has downloaded', async () => {
  const app = await createApp({ 'public/articles/one.html': '<!doctype html><title>One</title>' });
  const root = join(app.root, 'dist');
  const [own, cdn] = [
    await startServer({ root }),
    await startServer({ root, headers: { 'Access-Control-Allow-Origin': '*' } }),
  ];
  const chromium = await launchChromium();
  try {
    const routes = [
      { id: 'media', requests: { glob: 'media/*.bin' } },
      { id: 'articles', requests: { glob: 'articles/*.html' } },
    ];
    await buildApp(app, [backgroundFetch({ routes, generateSW: { clientsClaim: true } })], { base: cdn.url });
    const page = await chromium.browser.newPage();
    await page.goto(own.url);
    await page.waitForFunction(() => 'downloads' in globalThis);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/sw.js');
      for (const id of ['media', 'articles']) await (await downloads.fetch(id)).stored;
    });
    const asked = own.requests
      .map(({ pathname }) => pathname)
      .filter((path) => /^\/(?:assets|media)\//.test(path));
    assert.equal(asked, [], 'all of it is on the other origin');

    await Promise.all([own.stop(), cdn.stop()]);
    await page.goto(own.url);
    await page.waitForFunction(() => 'downloads' in globalThis);
    const size = await page.evaluate(
      async (url) => (await (await fetch(`${url}media/one.bin`)).arrayBuffer()).byteLength,
      cdn.url,
    );
    assert.is(size, 3000);
    await page.goto(`${own.url}articles/one.html`);
    assert.is(await page.title(), 'One');
  } finally {
    await chromium.close();
    await Promise.all([own.stop(), cdn.stop()]);
    await app.remove();
  }
});

test.run();
