import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type App, start, startApp, store, waitForState } from '../support/app.ts';
import { LOSABLE, loseAll } from '../support/lose-connections.ts';
import type { TestPage } from '../support/test-browser.ts';
import { engines } from '../support/variants.ts';

interface Context {
  app: App;
  page: TestPage;
}

/** Bytes per second that leave time for something to happen in mid-download. */
const SLOW = 1e6;

/** Loses what page and worker have open, which has to be something. */
async function lose(page: TestPage, hasPage = false): Promise<void> {
  // A page of ours opens one when it next looks how far a download is.
  if (hasPage) await page.waitForFunction(() => hasConnections());
  const lost = await loseAll(page);
  assert.ok(lost.worker > 0, 'the worker had connections');
}

/** How many answers to requests without a range there were for a file. */
function transfers({ server }: App, path: string): number {
  return server.requests.filter(({ pathname, headers }) => pathname === path && !headers.range).length;
}

function states(page: TestPage): Promise<Record<string, string>> {
  return page.evaluate(async () =>
    Object.fromEntries((await downloads.list()).map(({ id, state }) => [id, state])),
  );
}

for (const { browser, engine } of engines()) {
  const test = suite<Context>(`a lost connection, ${browser}, ${engine}`);
  const isOurs = engine === 'fallback';

  test.before(async (context) => {
    const variant = { browser, engine, build: 'vite-generate-sw' } as const;
    context.app = await startApp(variant, `<script>${LOSABLE}</script>`, LOSABLE);
    context.page = await context.app.open();
    await store(context.page, 'episode/ep-1');
  });
  test.after(({ app }) => app.close());

  test('list() and get()', async ({ page }) => {
    await lose(page);
    assert.equal(await states(page), { 'episode/ep-1': 'stored' });
    await lose(page);
    const state = await page.evaluate(async () => (await downloads.get('episode/ep-1'))?.state);
    assert.is(state, 'stored');
  });

  test('what is stored is served', async ({ app, page }) => {
    const before = transfers(app, '/media/ep-1.wav');
    await lose(page);
    const length = await page.evaluate(async () => (await (await fetch('media/ep-1.wav')).blob()).size);
    assert.ok(length > 0);
    assert.is(transfers(app, '/media/ep-1.wav'), before, 'not from the network');
  });

  test('fetch(): the download is known and stored, and transferred once', async ({ app, page }) => {
    await lose(page);
    await store(page, 'episode/ep-2');
    assert.equal(await states(page), { 'episode/ep-1': 'stored', 'episode/ep-2': 'stored' });
    assert.is(transfers(app, '/media/ep-2.wav'), 1);
  });

  test('in mid-download', async ({ app, page }) => {
    app.server.fault('/media/ep-3.wav', { bytesPerSecond: SLOW });
    assert.is((await start(page, 'episode/ep-3')).state, 'downloading');
    await lose(page, isOurs);
    assert.is((await states(page))['episode/ep-3'], 'downloading');
    await lose(page, isOurs);
    app.server.heal();
    await waitForState(page, 'episode/ep-3', 'stored');
  });

  test('abort()', async ({ app, page }) => {
    app.server.fault('/media/ep-4.wav', { bytesPerSecond: SLOW });
    assert.is((await start(page, 'episode/ep-4')).state, 'downloading');
    await lose(page, isOurs);
    assert.ok(await page.evaluate(() => downloads.abort('episode/ep-4')));
    await waitForState(page, 'episode/ep-4', 'aborted');
    app.server.heal();
  });

  test('remove()', async ({ page }) => {
    await lose(page);
    assert.ok(await page.evaluate(() => downloads.remove('episode/ep-4')));
    assert.is((await states(page))['episode/ep-4'], undefined);
  });

  // Another page, or the browser's settings, empty the site while it is in use.
  test('the databases are deleted: what comes later works', async ({ page }) => {
    await page.evaluate(async () => {
      const names = (await indexedDB.databases()).map(({ name = '' }) => name);
      if (names.length === 0) throw new Error('There are no databases.');
      for (const name of names)
        await new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase(name);
          request.onsuccess = () => resolve();
          request.onerror = () => reject(request.error);
        });
    });
    await store(page, 'episode/ep-5');
    assert.is((await states(page))['episode/ep-5'], 'stored');
  });

  test.run();
}
