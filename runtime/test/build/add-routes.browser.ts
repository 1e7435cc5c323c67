/** A plain folder with a worker written by hand, which the command adds the routes to. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'puppeteer-core';
import { build } from 'rolldown';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type DemoServer, startServer } from '../../../demo/server.ts';
import { type Chromium, launchChromium } from '../../../demo/test/support/chromium.ts';
import type { BackgroundFetchClient } from '../../src/window/index.ts';

declare global {
  // The page puts its client there.
  var client: BackgroundFetchClient;
}

const COMMAND = fileURLToPath(new URL('../../dist/build/cli.js', import.meta.url));
const CLIENT = JSON.stringify(fileURLToPath(new URL('../../dist/window/index.js', import.meta.url)));
const FALLBACK = JSON.stringify(
  fileURLToPath(new URL('../../dist/window/fallback/install.js', import.meta.url)),
);

const CONFIG =
  "export default { routes: [{ id: 'episode/:slug', requests: 'media/:slug.mp3' }, { id: 'all', requests: { glob: 'maps/**' } }] };";

/** What the worker does by itself: it keeps the page, and answers what is only its own. */
const OWN = `
self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open('pages').then((cache) => cache.addAll(['./', 'page.js'])));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (pathname.endsWith('/greeting')) event.respondWith(new Response(greeting));
  else event.respondWith(caches.match(event.request).then((found) => found ?? fetch(event.request)));
});
`;

interface Case {
  name: string;
  type: WorkerType;
  base: string;
  /** Whether Chromium has its own Background Fetch. */
  native: boolean;
  worker: string;
}

const CLASSIC = `'use strict'; const greeting = 'hello';${OWN}`;
const MODULE = `import { greeting } from './greeting.js';${OWN}`;

const CASES: Case[] = [
  { name: 'a classic worker', type: 'classic', base: '/', native: true, worker: CLASSIC },
  { name: 'a classic worker, our engine', type: 'classic', base: '/app/', native: false, worker: CLASSIC },
  { name: 'a module', type: 'module', base: '/app/', native: true, worker: MODULE },
  { name: 'a module, our engine', type: 'module', base: '/', native: false, worker: MODULE },
];

const MEDIA = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251));

for (const { name, type, base, native, worker } of CASES) {
  const test = suite<{ folder: string; server: DemoServer; chromium: Chromium; page: Page }>(
    `add-routes, ${name}`,
  );

  test.before(async (context) => {
    context.folder = await mkdtemp(join(tmpdir(), 'add-routes-'));
    const site = join(context.folder, 'site');
    await writeSite(site, worker, type);
    await writeFile(join(context.folder, 'routes.mjs'), CONFIG);
    const args = ['add-routes', '--config', 'routes.mjs', '--folder', 'site', '--base', base];
    for (const _run of ['first', 'second'])
      await promisify(execFile)(process.execPath, [COMMAND, ...args], { cwd: context.folder });
    context.server = await startServer({ root: site, base });
    context.chromium = await launchChromium({ native });
    context.page = await context.chromium.browser.newPage();
    await context.page.goto(context.server.url);
    await context.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  });
  test.after(async ({ folder, server, chromium }) => {
    await chromium?.close();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true });
  });

  test('what is downloaded is served without the server, and the rest of the worker works', async ({
    page,
    server,
  }) => {
    const stored = await page.evaluate(async () => {
      const downloads = await Promise.all(['episode/one', 'all'].map((id) => client.fetch(id)));
      await Promise.all(downloads.map((download) => download.stored));
      return downloads.map(({ state, downloaded, downloadTotal }) => [state, downloaded, downloadTotal]);
    });
    assert.equal(stored, [
      ['stored', MEDIA.length, MEDIA.length],
      ['stored', 2 * MEDIA.length, 2 * MEDIA.length],
    ]);
    await server.stop();
    await page.reload();
    await page.waitForFunction(() => 'client' in globalThis);
    const served = await page.evaluate(async () => {
      const range = await fetch('media/one.mp3', { headers: { range: 'bytes=1000-1009' } });
      const whole = await fetch('maps/b/c.bin');
      return {
        status: range.status,
        range: [...new Uint8Array(await range.arrayBuffer())],
        whole: (await whole.blob()).size,
        greeting: await (await fetch('greeting')).text(),
      };
    });
    assert.equal(served, {
      status: 206,
      range: [...MEDIA.subarray(1000, 1010)],
      whole: MEDIA.length,
      greeting: 'hello',
    });
  });

  test.run();
}

async function writeSite(site: string, worker: string, type: WorkerType): Promise<void> {
  const page = `import { BackgroundFetchClient } from ${CLIENT};
    navigator.serviceWorker.register('sw.js', { type: '${type}' });
    globalThis.client = new BackgroundFetchClient({ fallback: { load: () => import(${FALLBACK}) } });`;
  await build({
    input: 'page',
    platform: 'browser',
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === 'page' ? id : null),
        load: (id) => (id === 'page' ? page : null),
      },
    ],
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    output: { file: join(site, 'page.js'), format: 'esm', codeSplitting: false },
    logLevel: 'warn',
  });
  const html = '<!doctype html><script type="module" src="page.js"></script>';
  const files = { 'index.html': html, 'sw.js': worker, 'greeting.js': "export const greeting = 'hello';" };
  for (const [file, code] of Object.entries(files)) await writeFile(join(site, file), code);
  for (const path of ['media/one.mp3', 'maps/a.bin', 'maps/b/c.bin']) {
    await writeFile(join(site, 'bytes'), MEDIA);
    await cp(join(site, 'bytes'), join(site, path));
  }
  await rm(join(site, 'bytes'));
}
