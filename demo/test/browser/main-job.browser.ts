import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { audioBytes, EPISODES } from '../../src/episodes.ts';
import { type App, start, startApp, store, waitForState } from '../support/app.ts';
import { click, clickWithoutWindows } from '../support/click.ts';
import type { TestPage } from '../support/test-browser.ts';
import { variants } from '../support/variants.ts';

const [first] = EPISODES;
if (!first) throw new Error('the demo has no episodes');
const SIZE = audioBytes(first);

for (const variant of variants()) {
  const { browser, engine, build } = variant;
  const test = suite<{ app: App; page: TestPage }>(`main job, ${browser}, ${engine}, ${build}`);

  test.before(async (context) => {
    context.app = await startApp(variant);
  });
  test.after(({ app }) => app.close());
  test.before.each(async (context) => {
    context.page = await context.app.open();
  });
  test.after.each(async ({ app, page }) => {
    app.server.heal();
    await app.server.restart();
    await page.close();
  });

  test('an episode is stored, plays and seeks with the server gone', async ({ app, page }) => {
    const seen = await store(page, 'episode/ep-1');
    assert.is(seen.downloaded, seen.downloadTotal);
    assert.ok(seen.downloadTotal > SIZE, 'audio and cover');

    await app.server.stop();
    await page.goto(`${app.server.url}episodes/ep-1`);
    const range = await page.evaluate(async (size) => {
      const response = await fetch('/media/ep-1.wav', { headers: { range: `bytes=${size - 100}-` } });
      return {
        status: response.status,
        range: response.headers.get('content-range'),
        length: (await response.arrayBuffer()).byteLength,
      };
    }, SIZE);
    assert.equal(range, { status: 206, range: `bytes ${SIZE - 100}-${SIZE - 1}/${SIZE}`, length: 100 });

    const played = await page.evaluate(async () => {
      const audio = document.querySelector('audio');
      if (!audio) throw new Error('there is no player');
      await audio.play();
      audio.currentTime = audio.duration - 1.5;
      await new Promise((resolve) => audio.addEventListener('ended', resolve, { once: true }));
      return { time: audio.currentTime, duration: audio.duration, error: audio.error };
    });
    assert.ok(Math.abs(played.duration - first.duration) < 0.1, `it lasts ${played.duration} s`);
    assert.ok(played.time > played.duration - 0.5, `it ended at ${played.time}`);
  });

  test('Python is stored although nothing of it is precached, and computes with the server gone', async ({
    app,
    page,
  }) => {
    const precached = await page.evaluate(async () => {
      const caches_ = await Promise.all(
        (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
      );
      return caches_.flat().map(({ url }) => url);
    });
    assert.is(precached.filter((url) => url.includes('pyodide')).length, 0);
    const seen = await store(page, 'python');
    assert.ok(seen.downloadTotal > 13e6);

    await app.server.stop();
    await page.goto(`${app.server.url}python`);
    const result = await page.evaluate(async () => {
      const { loadPyodide } = await import(new URL('/pyodide/pyodide.mjs', location.href).href);
      const python = await loadPyodide({ indexURL: '/pyodide/' });
      return python.runPython('sum(n * n for n in range(1000))');
    });
    assert.is(result, 332_833_500);
  });

  test('a download goes on while the worker is dead, and is stored by the next one', async () => {
    // In a browser of its own: a private WebKit forgets Cache Storage while no page is open.
    const { browser: own, server, open, close } = await startApp(variant);
    const page = await open();
    // The browser's own download goes on meanwhile, ours is far from its end when the next worker takes it up.
    server.fault('/media/ep-2.wav', { bytesPerSecond: engine === 'native' ? 3e6 : 1e5 });
    assert.is((await start(page, 'episode/ep-2')).state, 'downloading');
    await own.stopServiceWorkers(page);
    server.heal();
    await waitForState(page, 'episode/ep-2', 'stored');
    await close();
  });

  test('a page that is reloaded in mid-download follows it to the end', async ({ app, page }) => {
    app.server.fault('/media/ep-3.wav', { bytesPerSecond: 2e6 });
    await start(page, 'episode/ep-3');
    await page.reload();
    const progress = await page.evaluate(async () => {
      const download = await downloads.get('episode/ep-3');
      if (!download) throw new Error('the page has forgotten it');
      const seen: number[] = [];
      download.addEventListener('progress', () => seen.push(download.downloaded));
      await download.stored;
      return { seen, total: download.downloadTotal };
    });
    assert.ok(
      progress.seen.some((bytes) => bytes > 0 && bytes < progress.total),
      'progress was seen after the reload',
    );
  });

  test('two tabs see one download', async ({ app, page }) => {
    app.server.fault('/media/ep-4.wav', { bytesPerSecond: 2e6 });
    const other = await app.open();
    const [one, two] = await Promise.all([start(page, 'episode/ep-4'), start(other, 'episode/ep-4')]);
    assert.equal([one.state, two.state], ['downloading', 'downloading']);
    await Promise.all([
      waitForState(page, 'episode/ep-4', 'stored'),
      waitForState(other, 'episode/ep-4', 'stored'),
    ]);
    const fetched = app.server.requests.filter(({ pathname }) => pathname === '/media/ep-4.wav');
    assert.is(fetched.length, 1);
    await page.evaluate(() => downloads.remove('episode/ep-4'));
    await other.waitForFunction(async () => (await downloads.get('episode/ep-4')) === undefined);
    await other.close();
  });

  test('an aborted download keeps nothing running and can be started again', async ({ app, page }) => {
    app.server.fault('/media/ep-5.wav', { bytesPerSecond: 5e5 });
    await start(page, 'episode/ep-5');
    const outcome = page.evaluate(async () => {
      const download = await downloads.get('episode/ep-5');
      return download?.stored.then(
        () => 'stored',
        (error: { code: string }) => error.code,
      );
    });
    assert.is(await page.evaluate(() => downloads.abort('episode/ep-5')), true);
    assert.is(await outcome, 'aborted');
    assert.is((await waitForState(page, 'episode/ep-5', 'aborted')).failureReason, 'aborted');
    assert.is(await page.evaluate(() => downloads.abort('episode/ep-5')), false);
    app.server.heal();
    await store(page, 'episode/ep-5');
  });

  test('a record that fails does not take the good ones with it, and only it is fetched again', async ({
    app,
    page,
  }) => {
    app.server.fault('/media/ep-6.svg', { status: 404 });
    await start(page, 'episode/ep-6');
    assert.is((await waitForState(page, 'episode/ep-6', 'failed')).failureReason, 'bad-status');
    assert.ok(await page.evaluate(async () => (await fetch('/media/ep-6.wav', { method: 'GET' })).ok));
    app.server.heal();
    const before = app.server.requests.length;
    const seen = await store(page, 'episode/ep-6');
    assert.is(seen.downloaded, seen.downloadTotal);
    const again = app.server.requests.slice(before).map(({ pathname }) => pathname);
    assert.equal(
      again.filter((pathname) => pathname.startsWith('/media/')),
      ['/media/ep-6.svg'],
    );
  });

  test('a stored download is given at once, without a request', async ({ app, page }) => {
    await store(page, 'episode/ep-1');
    const before = app.server.requests.length;
    assert.is((await start(page, 'episode/ep-1')).state, 'stored');
    assert.is(
      app.server.requests.slice(before).filter(({ pathname }) => pathname.startsWith('/media/')).length,
      0,
    );
  });

  test('what is too big for the disk is refused with a code of its own', async ({ page }) => {
    await page.evaluate(() => downloads.remove('episode/ep-2'));
    const error = await page.evaluate(() =>
      downloads.fetch('episode/ep-2', { downloadTotal: 1e15 }).then(
        () => undefined,
        ({ code, details }) => ({ code, details }),
      ),
    );
    assert.is(error?.code, 'quota-exceeded');
    assert.is(error?.details.downloadTotal, 1e15);
    assert.is(await page.evaluate(async () => (await downloads.get('episode/ep-2'))?.state), undefined);
  });

  test('a click leads to the page of the download, before its end and after', async ({ app, page }) => {
    app.server.fault('/media/ep-2.wav', { bytesPerSecond: 1e6 });
    await start(page, 'episode/ep-2');
    assert.equal(await click(page, 'episode/ep-2'), ['focus /episodes/ep-2'], 'our window is led there');
    await page.waitForFunction(() => location.pathname === '/episodes/ep-2');
    assert.equal(await click(page, 'episode/ep-2'), ['focus /episodes/ep-2'], 'it is there already');
    app.server.heal();
    await page.waitForFunction(async () => (await downloads.get('episode/ep-2'))?.state === 'stored');
    await page.goto(app.server.url);
    assert.equal(await click(page, 'episode/ep-2'), ['focus /episodes/ep-2'], 'after the end too');
    assert.equal(
      await clickWithoutWindows(page, 'episode/ep-2'),
      ['open /episodes/ep-2'],
      'no window of ours is open',
    );
  });

  test.run();
}
