import type { Page } from 'puppeteer-core';
import { createServer, type UserConfig } from 'vite';
import type { BackgroundFetchClient } from 'workbox-background-fetch/window';
import { type Chromium, launchChromium } from '../../../demo/test/support/chromium.ts';
import { type App, configOf } from './app.ts';
import { DEPENDENCIES, type DevWay } from './dev-ways.ts';

declare global {
  // The fixture's page puts its client there.
  var downloads: BackgroundFetchClient;
}

/** An app on Vite's dev server, and a page of it in Chromium that has not registered the worker yet. */
export interface DevPage {
  app: App;
  chromium: Chromium;
  page: Page;
  /** Of the app, with a slash at its end. */
  url: string;
  close(): Promise<void>;
}

/** Opens a page of an app, which goes when the page is closed. */
export async function openDevPage(
  app: App,
  { plugins, base = '/' }: DevWay,
  more: UserConfig = {},
): Promise<DevPage> {
  const config = { base, server: { host: 'localhost', port: 0 }, optimizeDeps: { include: DEPENDENCIES } };
  const server = await (await createServer(configOf(app, plugins(), { ...config, ...more }))).listen();
  const url = server.resolvedUrls?.local[0] ?? 'no URL';
  const chromium = await launchChromium();
  const page = await chromium.browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'downloads' in globalThis);
  return {
    ...{ app, chromium, page, url },
    async close() {
      await chromium.close();
      await server.close();
      await app.remove();
    },
  };
}
