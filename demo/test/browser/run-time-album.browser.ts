import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  download,
  type FetchOptions,
  type RouteApp,
  startRouteApp,
  textOf,
} from '../support/route-app/app.ts';
import { type Cdn, startCdn } from '../support/route-app/cdn.ts';
import type { TestPage } from '../support/test-browser.ts';
import { engines } from '../support/variants.ts';

/** What each test has an album of. */
const ALBUMS = ['one', 'slow', 'failed', 'grown', 'tabs', 'reloaded'];
const NUMBERS = [1, 2, 3, 4, 5];

const textOfTrack = (album: string, n: number): string =>
  `track ${n} of ${album}, and on it goes. `.repeat(2000);
const onCdn = (album: string, n: number): string => `/music/${album}/${n}.mp3`;

const FILES = Object.fromEntries(
  ALBUMS.flatMap((album) => NUMBERS.map((n) => [onCdn(album, n).slice(1), textOfTrack(album, n)])),
);

interface Context {
  app: RouteApp;
  cdn: Cdn;
}

/** An album as the API of the music app gives it: each time with other signatures. */
function albumOf(
  cdn: Cdn,
  album: string,
  signature: string,
  numbers = NUMBERS,
): Required<Pick<FetchOptions, 'requests'>> {
  return {
    requests: numbers.map((n) => ({
      url: `${cdn.origin}${onCdn(album, n)}?signature=${signature}`,
      as: `tracks/${album}/${n}.mp3`,
      size: textOfTrack(album, n).length,
    })),
  };
}

/** The signatures with which the tracks of an album have been asked for, in the order of the tracks. */
function signaturesOf({ requests }: Cdn, album: string): string[][] {
  return NUMBERS.map((n) =>
    requests
      .filter(({ pathname }) => pathname === onCdn(album, n))
      .map(({ search }) => search.replace('?signature=', '')),
  );
}

/** Presses the button: what the download's state is then. */
function press(page: TestPage, id: string, options: FetchOptions): Promise<string> {
  return page.evaluate(
    async (name, given) => {
      const { downloads } = self as unknown as {
        downloads: { fetch(id: string, options: FetchOptions): Promise<{ state: string }> };
      };
      return (await downloads.fetch(name, given)).state;
    },
    id,
    options,
  );
}

const STORED = { state: 'stored', failureReason: '', failures: [] };

for (const variant of engines()) {
  const test = suite<Context>(`run time, albums, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.cdn = await startCdn(FILES);
    context.app = await startRouteApp(variant, {
      files: {},
      routes: [{ id: 'album/:id', requests: 'page', serve: 'tracks/:id/*' }],
    });
  });
  test.after(async ({ app, cdn }) => {
    await app.close();
    await cdn.close();
  });
  test.after.each(async ({ app, cdn }) => {
    cdn.heal();
    await cdn.restart();
    await app.server.restart();
  });

  test('other signatures fetch nothing again', async ({ app, cdn }) => {
    assert.equal(await download(app.page, 'album/one', albumOf(cdn, 'one', 'a')), STORED);
    assert.is(await press(app.page, 'album/one', albumOf(cdn, 'one', 'b')), 'stored');
    assert.equal(signaturesOf(cdn, 'one'), [['a'], ['a'], ['a'], ['a'], ['a']]);
  });

  test('it is served under names of its own without the network, whole and by Range', async ({
    app,
    cdn,
  }) => {
    await cdn.stop();
    await app.server.stop();
    for (const n of NUMBERS)
      assert.is(await textOf(app.page, `tracks/one/${n}.mp3`), textOfTrack('one', n), `track ${n}`);
    const part = await app.page.evaluate(async () => {
      const response = await fetch('tracks/one/2.mp3', { headers: { range: 'bytes=10-19' } });
      return [response.status, response.headers.get('content-range'), await response.text()];
    });
    const whole = textOfTrack('one', 2);
    assert.equal(part, [206, `bytes 10-19/${whole.length}`, whole.slice(10, 20)]);
    assert.is(await textOf(app.page, 'tracks/one/6.mp3'), 'TypeError');
  });

  test('other signatures while it runs fetch nothing twice', async ({ app, cdn }) => {
    cdn.fault(/^\/music\/slow\//, { bytesPerSecond: 40_000 });
    assert.is(await press(app.page, 'album/slow', albumOf(cdn, 'slow', 'a')), 'downloading');
    assert.is(await press(app.page, 'album/slow', albumOf(cdn, 'slow', 'b')), 'downloading');
    assert.equal(await download(app.page, 'album/slow', albumOf(cdn, 'slow', 'c')), STORED);
    assert.equal(signaturesOf(cdn, 'slow'), [['a'], ['a'], ['a'], ['a'], ['a']]);
  });

  test('what has failed, and that alone, is fetched by a later signature', async ({ app, cdn }) => {
    cdn.fault(onCdn('failed', 4), { status: 403 });
    const { state, failures } = await download(app.page, 'album/failed', albumOf(cdn, 'failed', 'a'));
    assert.is(state, 'failed');
    assert.equal(
      failures.map(({ reason, status }) => [reason, status]),
      [['bad-status', 403]],
    );
    cdn.heal();
    assert.equal(await download(app.page, 'album/failed', albumOf(cdn, 'failed', 'b')), STORED);
    const signatures = signaturesOf(cdn, 'failed').map((all) => all.at(-1));
    assert.equal(signatures, ['a', 'a', 'a', 'b', 'a']);
    assert.is(await textOf(app.page, 'tracks/failed/4.mp3'), textOfTrack('failed', 4));
  });

  test('a later list: what is new in it is fetched, and what is no longer in it goes', async ({
    app,
    cdn,
  }) => {
    const { page } = app;
    await download(page, 'album/grown', albumOf(cdn, 'grown', 'a', [1, 2, 3]));
    assert.equal(await download(page, 'album/grown', albumOf(cdn, 'grown', 'b', [2, 3, 4])), STORED);
    assert.equal(signaturesOf(cdn, 'grown'), [['a'], ['a'], ['a'], ['b'], []]);
    await app.server.stop();
    assert.is(await textOf(page, 'tracks/grown/1.mp3'), 'TypeError');
    for (const n of [2, 3, 4])
      assert.is(await textOf(page, `tracks/grown/${n}.mp3`), textOfTrack('grown', n));
  });

  test('a page that is reloaded in mid-download, with other signatures then', async ({ app, cdn }) => {
    cdn.fault(/^\/music\/reloaded\//, { bytesPerSecond: 40_000 });
    await press(app.page, 'album/reloaded', albumOf(cdn, 'reloaded', 'a'));
    await app.page.reload();
    await app.page.waitForFunction(() => 'downloads' in self);
    assert.equal(await download(app.page, 'album/reloaded', albumOf(cdn, 'reloaded', 'b')), STORED);
    assert.equal(signaturesOf(cdn, 'reloaded'), [['a'], ['a'], ['a'], ['a'], ['a']]);
  });

  test('two tabs at once, each with signatures of its own: one download', async ({ app, cdn }) => {
    const other = await app.open();
    const pages = [app.page, other];
    const outcomes = await Promise.all(
      pages.map((page, tab) => download(page, 'album/tabs', albumOf(cdn, 'tabs', `tab-${tab}`))),
    );
    assert.equal(outcomes, [STORED, STORED]);
    const signatures = signaturesOf(cdn, 'tabs');
    assert.equal(
      signatures.map((all) => all.length),
      [1, 1, 1, 1, 1],
      JSON.stringify(signatures),
    );
    await cdn.stop();
    await app.server.stop();
    for (const page of pages) assert.is(await textOf(page, 'tracks/tabs/1.mp3'), textOfTrack('tabs', 1));
    await other.close();
  });

  test.run();
}
