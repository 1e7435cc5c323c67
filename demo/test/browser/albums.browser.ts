import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ALBUMS } from '../../server/albums.ts';
import { type App, startApp, waitForState } from '../support/app.ts';
import { click } from '../support/click.ts';
import type { TestPage } from '../support/test-browser.ts';
import { engines, variants } from '../support/variants.ts';

const [album] = ALBUMS;
if (!album) throw new Error('the library has no albums');
const ID = `album/${album.id}`;
const PAGE = `albums/${album.id}`;

/** Waits until the page of the album shows its tracks in these states. */
async function waitUntilShown(page: TestPage, ...states: string[]): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll<HTMLElement>('.track')].map(({ dataset }) => dataset.state).join() ===
      wanted,
    states.join(),
  );
}

/** Presses a button that is there and can be pressed. */
async function press(page: TestPage, selector: string): Promise<void> {
  await page.waitForFunction((text) => document.querySelector(text) !== null, selector);
  await page.evaluate((text) => document.querySelector<HTMLElement>(text)?.click(), selector);
}

/** Waits for a download that the page may not have asked for yet: it asks the API first. */
async function waitForDownload(page: TestPage, id: string, state: 'stored' | 'failed'): Promise<void> {
  await page.waitForFunction(async (name) => (await downloads.get(name)) !== undefined, id);
  await waitForState(page, id, state);
}

const button = (n: number, action: string): string =>
  `[data-track="${n}"] .track-action[data-action="${action}"]`;
const whole = (action: string): string => `.control [data-action="${action}"]`;

/** Paths of what has been fetched from behind signatures, without those. */
function fetched({ server }: App, since: number): string[] {
  const behind = server.requests.slice(since).filter(({ pathname }) => pathname.startsWith('/cdn/'));
  assert.ok(
    behind.every(({ search }) => search.startsWith('?token=')),
    'each has its signature',
  );
  return [...new Set(behind.map(({ pathname }) => pathname))].sort();
}

// One build for each engine: what the albums need of it does not depend on how its worker is made.
const chosen = engines().flatMap(
  (one) => variants().find(({ browser, engine }) => browser === one.browser && engine === one.engine) ?? [],
);

for (const variant of chosen) {
  const { browser, engine, build } = variant;
  const test = suite<{ app: App; page: TestPage }>(`albums, ${browser}, ${engine}, ${build}`);

  test.before(async (context) => {
    context.app = await startApp(variant);
  });
  test.after(({ app }) => app.close());
  test.before.each(async (context) => {
    context.page = await context.app.open(PAGE);
  });
  test.after.each(async ({ app, page }) => {
    app.server.heal();
    await app.server.restart();
    await page.evaluate(async () => {
      for (const { id } of await downloads.list()) await downloads.remove(id);
    });
    await page.close();
  });

  test('an album is stored by signed URLs, and plays by its own with the server gone', async ({
    app,
    page,
  }) => {
    await press(page, whole('download'));
    await waitForDownload(page, ID, 'stored');
    await app.server.stop();
    await page.reload();
    await waitUntilShown(page, 'stored', 'stored', 'stored', 'stored');
    assert.is(await page.evaluate(() => document.querySelector('h1')?.textContent), album.name);
    assert.is(await page.evaluate(async (id) => (await downloads.get(id))?.title, ID), album.name);

    const range = await page.evaluate(async (id) => {
      const response = await fetch(`/tracks/${id}/2.wav`, { headers: { range: 'bytes=40-' } });
      return [response.status, response.headers.get('content-range')?.replace(/\d+$/, '…')];
    }, album.id);
    assert.is(range[0], 206);
    assert.match(String(range[1]), /^bytes 40-\d+\/…$/);

    await press(page, '[data-track="2"] .track-play');
    await page.waitForFunction(() => (document.querySelector('audio')?.currentTime ?? 0) > 0);
    const played = await page.evaluate(() => {
      const audio = document.querySelector('audio');
      return { path: new URL(audio?.src ?? '').pathname, duration: Math.round(audio?.duration ?? 0) };
    });
    assert.equal(played, { path: `/tracks/${album.id}/2.wav`, duration: album.tracks[1]?.duration });
  });

  test('other signatures fetch nothing again, and a later list only what is new in it', async ({
    app,
    page,
  }) => {
    await press(page, whole('download'));
    await waitForDownload(page, ID, 'stored');
    const before = app.server.requests.length;
    const again = await page.evaluate(
      async (id, changed) => {
        const { tracks } = await (await fetch(`/api/albums/${id}.json`)).json();
        const keep = async (revision?: string): Promise<string> => {
          const requests = tracks.slice(1).map((track: { n: number; url: string; revision: string }) => ({
            url: track.url,
            as: `tracks/${id}/${track.n}.wav`,
            revision: track.n === changed ? (revision ?? track.revision) : track.revision,
          }));
          const download = await downloads.fetch(`album/${id}`, { requests });
          const state = download.state;
          await download.stored;
          return state;
        };
        return [await keep(), await keep('another')];
      },
      album.id,
      3,
    );
    assert.equal(again, ['stored', 'downloading']);
    assert.equal(fetched(app, before), [`/cdn/${album.id}/3.wav`]);
    // What the later lists do not have is gone.
    await waitUntilShown(page, 'absent', 'stored', 'stored', 'stored');
  });

  test('a track that fails is named, the others play, and only it is fetched again', async ({
    app,
    page,
  }) => {
    app.server.fault(`/cdn/${album.id}/2.wav`, { status: 403 });
    await press(page, whole('download'));
    await waitForDownload(page, ID, 'failed');
    await waitUntilShown(page, 'stored', 'failed', 'stored', 'stored');
    assert.match(
      String(await page.evaluate(() => document.querySelector('[data-track="2"] .track-note')?.textContent)),
      'expired',
    );
    assert.is(await page.evaluate(async (id) => (await fetch(`/tracks/${id}/1.wav`)).status, album.id), 200);
    app.server.heal();
    const before = app.server.requests.length;
    await press(page, button(2, 'retry'));
    await waitUntilShown(page, 'stored', 'stored', 'stored', 'stored');
    assert.equal(fetched(app, before), [`/cdn/${album.id}/2.wav`]);
  });

  test('a track is kept alone, joined by another, and removed alone', async ({ app, page }) => {
    const before = app.server.requests.length;
    await press(page, button(3, 'download'));
    await waitUntilShown(page, 'absent', 'absent', 'stored', 'absent');
    await press(page, button(1, 'download'));
    await waitUntilShown(page, 'stored', 'absent', 'stored', 'absent');
    assert.equal(
      fetched(app, before),
      ['1.wav', '3.wav', 'cover.svg'].map((name) => `/cdn/${album.id}/${name}`),
    );
    await press(page, button(3, 'remove'));
    await waitUntilShown(page, 'stored', 'absent', 'absent', 'absent');
    await page.reload();
    await waitUntilShown(page, 'stored', 'absent', 'absent', 'absent');
    assert.is(await page.evaluate(async (id) => (await fetch(`/tracks/${id}/3.wav`)).status, album.id), 404);
  });

  test('all albums are kept by one press, and shown with the server gone', async ({ app, page }) => {
    await page.goto(app.server.url);
    await press(page, '[data-download-all][data-action="download"]');
    for (const { id } of ALBUMS) {
      await waitForDownload(page, `album/${id}`, 'stored');
    }
    await app.server.stop();
    await page.reload();
    await page.waitForFunction(
      (count) => document.querySelectorAll('.albums .control[data-state="stored"]').length === count,
      ALBUMS.length,
    );
    const names = await page.evaluate(() =>
      [...document.querySelectorAll('.albums h2')].slice(1).map(({ textContent }) => textContent),
    );
    assert.equal(names.sort(), ALBUMS.map(({ name }) => name).sort());
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLImageElement>('.albums img')].every(
        ({ naturalWidth }) => naturalWidth > 0,
      ),
    );
    assert.is(await page.evaluate(() => document.querySelectorAll('.albums img').length), ALBUMS.length);
  });

  test('a click leads to a page for what has come of it', async ({ app, page }) => {
    await page.goto(app.server.url);
    app.server.fault(/^\/cdn\/.*\.wav$/, { bytesPerSecond: 3e5 });
    await page.goto(app.server.url + PAGE);
    await press(page, whole('download'));
    await page.waitForFunction(async (id) => (await downloads.get(id))?.state === 'downloading', ID);
    await page.goto(app.server.url);
    await click(page, ID);
    await page.waitForFunction((path) => location.pathname === `/${path}` && location.search === '', PAGE);
    app.server.heal();
    await waitForDownload(page, ID, 'stored');
    await click(page, ID);
    await page.waitForFunction(() => location.search === '?after=success');
    assert.match(
      String(await page.evaluate(() => document.querySelector('.outcome')?.textContent)),
      'All of it has arrived',
    );
  });

  test.run();
}
