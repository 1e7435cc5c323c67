import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download, type RouteApp, startRouteApp } from '../support/route-app/app.ts';
import type { TestPage } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { engines } from '../support/variants.ts';

interface Client {
  readonly namespace: string;
  use(namespace?: string): Promise<void>;
  clear(namespace?: string): Promise<void>;
  fetch(id: string): Promise<{ state: string }>;
  list(): Promise<{ id: string; state: string }[]>;
  match(url: string): Promise<Response | undefined>;
  subscribe(listener: () => void): () => void;
  getSnapshot(): { downloads: readonly { id: string }[] };
}

const LETTER = '/letters/1.bin';

/** What the server has for each user under the same URL, in bytes. */
const SIZES = { ann: 1_000, bob: 2_000 };

/** Signs somebody in, at the server too. */
async function signIn({ server, page }: RouteApp, name: keyof typeof SIZES): Promise<void> {
  server.add(LETTER, { size: SIZES[name] });
  await use(page, name);
}

function use(page: TestPage, name: string): Promise<void> {
  return page.evaluate(async (namespace) => {
    await (self as unknown as { downloads: Client }).downloads.use(namespace);
  }, name);
}

function clear(page: TestPage, name: string): Promise<void> {
  return page.evaluate(async (namespace) => {
    await (self as unknown as { downloads: Client }).downloads.clear(namespace);
  }, name);
}

/** The downloads that a page sees. */
function listed(page: TestPage): Promise<string[]> {
  return page.evaluate(async () => {
    const all = await (self as unknown as { downloads: Client }).downloads.list();
    return all.map(({ id, state }) => `${id} ${state}`);
  });
}

/** Bytes of what a page gets for the URL, and of what it finds stored; 0 for nothing. */
function sizes(page: TestPage): Promise<[fetched: number, stored: number]> {
  return page.evaluate(async (url) => {
    const { downloads } = self as unknown as { downloads: Client };
    const response = await fetch(url).catch(() => undefined);
    const stored = await downloads.match(url);
    return [response?.ok ? (await response.blob()).size : 0, stored ? (await stored.blob()).size : 0];
  }, LETTER);
}

function cacheNames(page: TestPage): Promise<string[]> {
  return page.evaluate(async () => (await caches.keys()).filter((name) => name.includes(' ./')));
}

for (const { browser, engine } of engines()) {
  const test = suite<{ app: RouteApp }>(`${browser}, ${engine}: two users of one browser`);

  test.before.each(async (context) => {
    context.app = await startRouteApp(
      { browser, engine },
      {
        files: {},
        routes: [{ id: 'letter/:n', requests: '/letters/:n.bin', cacheName: 'letters' }],
        namespaces: true,
      },
    );
  });
  test.after.each(({ app }) => app.close());

  test('each is served what is their own, offline and by a worker that has just been started', async ({
    app,
  }) => {
    const { page, server } = app;
    await signIn(app, 'ann');
    assert.is((await download(page, 'letter/1')).state, 'stored');
    await signIn(app, 'bob');
    assert.equal(await listed(page), []);
    assert.equal(await sizes(page), [SIZES.bob, 0]);
    assert.is((await download(page, 'letter/1')).state, 'stored');
    await server.stop();
    assert.equal(await sizes(page), [SIZES.bob, SIZES.bob]);
    await use(page, '');
    assert.equal(await sizes(page), [0, 0]);
    assert.equal(await listed(page), []);
    await use(page, 'ann');
    // WebKit ends no worker while a page of the app is open.
    if (browser !== 'webkit') await app.browser.stopServiceWorkers(page);
    assert.equal(await sizes(page), [SIZES.ann, SIZES.ann]);
    assert.equal(await listed(page), ['letter/1 stored']);
    await clear(page, 'bob');
    assert.equal(await sizes(page), [SIZES.ann, SIZES.ann]);
    await use(page, 'bob');
    assert.equal(await sizes(page), [0, 0]);
    assert.equal(await listed(page), []);
    assert.equal(
      (await cacheNames(page)).map((name) => name.split(' ')[1]),
      ['./ann/'],
    );
  });

  test('what runs at sign-out is stored for who has asked for it; another page is told', async ({ app }) => {
    const { page, server } = app;
    const other = await app.open();
    await other.evaluate(() => {
      (self as unknown as { downloads: Client }).downloads.subscribe(() => undefined);
    });
    server.add('/letters/2.bin', { size: 400_000 });
    server.fault('/letters/2.bin', { bytesPerSecond: 100_000 });
    await signIn(app, 'ann');
    await page.evaluate(async () => {
      await (self as unknown as { downloads: Client }).downloads.fetch('letter/2');
    });
    await other.waitForFunction(
      () => (self as unknown as { downloads: Client }).downloads.getSnapshot().downloads.length === 1,
    );
    await signIn(app, 'bob');
    await other.waitForFunction(() => {
      const { downloads } = self as unknown as { downloads: Client };
      return downloads.namespace === 'bob' && downloads.getSnapshot().downloads.length === 0;
    });
    assert.equal(await listed(page), []);
    await until('a cache of ann', async () => (await cacheNames(page)).length > 0);
    await use(page, 'ann');
    await until('stored for ann', async () => (await listed(page))[0] === 'letter/2 stored');
  });

  test('clear() at sign-out ends what runs', async ({ app }) => {
    const { page, server } = app;
    server.add('/letters/2.bin', { size: 4_000_000 });
    server.fault('/letters/2.bin', { bytesPerSecond: 100_000 });
    await signIn(app, 'ann');
    assert.is((await download(page, 'letter/1')).state, 'stored');
    await page.evaluate(async () => {
      await (self as unknown as { downloads: Client }).downloads.fetch('letter/2');
    });
    await use(page, '');
    await clear(page, 'ann');
    assert.equal(await cacheNames(page), []);
    const running = await page.evaluate(async () => {
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as {
        backgroundFetch: { getIds(): Promise<string[]> };
      };
      return backgroundFetch.getIds();
    });
    assert.equal(running, []);
    await use(page, 'ann');
    assert.equal(await listed(page), []);
  });

  test.run();
}
