import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { build } from 'rolldown';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Chromium, launchChromium } from '../../../demo/test/support/chromium.ts';

const MB = 1024 * 1024;

interface Context {
  chromium: Chromium;
  server: Server;
  origin: string;
  page: Page;
}

const test = suite<Context>('the store in Chromium');

test.before(async (context) => {
  const { output } = await build({
    input: fileURLToPath(new URL('scenarios.ts', import.meta.url)),
    write: false,
    platform: 'browser',
    tsconfig: false,
    transform: { target: 'es2022' },
    output: { format: 'iife' },
  });
  const script = output[0].code;
  context.server = createServer(({ url }, response) => {
    const isScript = url === '/script.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script src="/script.js"></script>');
  });
  await new Promise<void>((resolve) => context.server.listen(0, 'localhost', resolve));
  context.origin = `http://localhost:${(context.server.address() as AddressInfo).port}`;
  context.chromium = await launchChromium();
  context.page = await context.chromium.browser.newPage();
  await context.page.goto(`${context.origin}/`);
  await context.page.evaluate(
    'navigator.serviceWorker.register("/script.js").then(() => navigator.serviceWorker.ready).then(() => {})',
  );
});

test.after(async ({ chromium, server }) => {
  await chromium?.close();
  server?.close();
});

async function killWorker({ page }: Context): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}

test('a page reads what the worker writes; a death in the middle loses nothing that was told', async (context) => {
  const { page } = context;
  const state = (): Promise<{ available: number; stored: number; downloaded: number }> =>
    page.evaluate('scenarios.state("f")') as ReturnType<typeof state>;
  assert.is(await page.evaluate('inWorker("create", "f", 1)'), 'fulfilled');
  assert.is(await page.evaluate('inWorker("create", "f", 1)'), 'ConstraintError');
  // It does not live to see its end.
  page.evaluate('inWorker("append", "f", 0)').catch(() => undefined);
  while ((await state()).stored < 4 * MB);
  await killWorker(context);
  const { available, stored, downloaded } = await state();
  assert.ok(stored >= 4 * MB && stored <= 12 * MB);
  assert.is(downloaded, stored);
  const before = (await page.evaluate('scenarios.read("f")')) as { size: number; isRight: boolean };
  assert.ok(before.size >= available && before.isRight);
  assert.is(await page.evaluate('inWorker("append", "f", 0)'), 12 * MB);
  assert.equal(await state(), { available: 12 * MB, stored: 12 * MB, downloaded: 12 * MB });
  assert.equal(await page.evaluate('scenarios.read("f")'), {
    size: 12 * MB,
    isRight: true,
    forms: ['Blob', 'Uint8Array'],
  });
});

test('5,000 records, each with a small file', async ({ page }) => {
  assert.is(await page.evaluate('scenarios.create("many", 5000)'), 'fulfilled');
  assert.is(await page.evaluate('scenarios.appendToAll("many", 5000)'), 5000);
  await page.evaluate('scenarios.remove("many")');
  assert.equal(await page.evaluate('scenarios.state("many")'), {});
});

test('the body of a request', async ({ page }) => {
  assert.is(await page.evaluate('scenarios.upload("up")'), true);
});

/** A page of an origin that may store so many bytes, and that has not stored any: Chromium remembers for a while how many are free. */
async function openLimited({ chromium, origin }: Context, quotaSize: number): Promise<Page> {
  const page = await (await chromium.browser.createBrowserContext()).newPage();
  await page.goto(`${origin}/`);
  const session = await page.createCDPSession();
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
  return page;
}

test('what exceeds the quota fails alone, as a QuotaExceededError', async (context) => {
  const page = await openLimited(context, 50 * MB);
  assert.is(await page.evaluate('scenarios.create("full", 3)'), 'fulfilled');
  assert.equal(await page.evaluate(`scenarios.overfill("full", ${100 * MB})`), [
    'fulfilled',
    'QuotaExceededError',
    'fulfilled',
  ]);
  assert.equal(await page.evaluate('scenarios.state("full")'), {
    available: 1000,
    stored: 1000,
    downloaded: 2000,
  });
});

test('where the quota runs out on the way, what was told to be stored is', async (context) => {
  const page = await openLimited(context, 20 * MB);
  assert.is(await page.evaluate('scenarios.create("full", 40)'), 'fulfilled');
  const outcome = (await page.evaluate('scenarios.fill("full", 40)')) as {
    names: string[];
    stored: number[];
    downloaded: number;
  };
  const { names, stored, downloaded } = outcome;
  assert.equal([...new Set(names)].sort(), ['QuotaExceededError', 'fulfilled']);
  assert.equal(
    stored,
    names.map((name) => (name === 'fulfilled' ? MB : 0)),
  );
  assert.is(
    downloaded,
    stored.reduce((sum, size) => sum + size, 0),
  );
});

test.run();
