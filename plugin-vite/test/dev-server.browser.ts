import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createServer, type PluginOption, type ViteDevServer } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import type { BackgroundFetchClient } from 'workbox-background-fetch/window';
import { type Chromium, launchChromium } from '../../demo/test/support/chromium.ts';
import { backgroundFetch } from '../src/index.ts';
import { type App, bytes, configOf, createApp } from './support/app.ts';
import { type KnownFile, knownFiles } from './support/built-worker.ts';
import { PWA, PWA_COMPILED, ROUTES } from './support/ways.ts';

declare global {
  // The fixture's page puts its client there.
  var downloads: BackgroundFetchClient;
}

interface DevWay {
  name: string;
  plugins(): PluginOption[];
  worker: string;
  type: WorkerType;
  /** What holds the config. */
  script: string;
  base?: string;
}

/** What a worker of modules imports: if Vite found it only then, it would reload the page in the middle of a test. */
const DEPENDENCIES = [
  'workbox-precaching',
  'workbox-strategies/Strategy.js',
  'workbox-strategies/StrategyHandler.js',
  'workbox-window/messageSW.js',
];

const beside = (pwa: Partial<VitePWAOptions>, type: WorkerType): PluginOption[] => {
  const bf = backgroundFetch(ROUTES);
  const devOptions = { enabled: true, type, suppressWarnings: true };
  return [bf, VitePWA({ ...pwa, devOptions, integration: bf.integration })];
};

const alone = { worker: 'sw.js', type: 'classic' } as const;
const generated = { plugins: () => backgroundFetch(ROUTES), script: 'background-fetch-sw.js', ...alone };

const WAYS: DevWay[] = [
  { name: 'generateSW', ...generated },
  { name: 'generateSW below a base', ...generated, base: '/app/' },
  {
    name: 'injectManifest',
    plugins: () => backgroundFetch({ ...ROUTES, injectManifest: { swSrc: 'src/sw.ts' } }),
    script: 'sw.js',
    ...alone,
  },
  {
    name: 'VitePWA, generateSW',
    plugins: () => beside(PWA, 'classic'),
    worker: 'dev-sw.js?dev-sw',
    type: 'classic',
    script: 'background-fetch-sw.js',
  },
  {
    name: 'VitePWA, injectManifest',
    plugins: () => beside(PWA_COMPILED, 'module'),
    worker: 'dev-sw.js?dev-sw',
    type: 'module',
    script: '@id/__x00__virtual:background-fetch/sw',
  },
];

for (const { name, plugins, worker, type, script, base = '/' } of WAYS) {
  const test = suite<{ app: App; server: ViteDevServer; chromium: Chromium; page: Page; url: string }>(
    `dev server, ${name}`,
  );

  test.before(async (context) => {
    context.app = await createApp();
    const more = { base, server: { host: 'localhost', port: 0 }, optimizeDeps: { include: DEPENDENCIES } };
    context.server = await (await createServer(configOf(context.app, plugins(), more))).listen();
    context.chromium = await launchChromium();
    context.url = context.server.resolvedUrls?.local[0] ?? 'no URL';
    context.page = await context.chromium.browser.newPage();
    await context.page.goto(context.url);
    await context.page.waitForFunction(() => 'downloads' in globalThis);
  });
  test.after(async ({ app, server, chromium }) => {
    await chromium.close();
    await server.close();
    await app.remove();
  });

  test('a background fetch runs from its start to the cache', async ({ page, url }) => {
    const seen = await page.evaluate(
      async (scriptUrl, workerType) => {
        await navigator.serviceWorker.register(scriptUrl, { type: workerType });
        const download = await downloads.fetch('track/one');
        await download.stored;
        const response = await (await caches.open('media')).match(download.urls[0] ?? '', {
          ignoreSearch: true,
        });
        const { state, downloaded, downloadTotal, urls } = download;
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
    for (let tries = 0; tries < 50 && (await known())?.[0] !== 4000; tries++) await sleep(100);
    assert.equal(await known(), await onDisk());
  });

  test.run();
}
