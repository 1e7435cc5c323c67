import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Fault } from '../../server.ts';
import { download, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { type Cdn, startCdn } from '../support/route-app/cdn.ts';
import type { TestPage } from '../support/test-browser.ts';
import { engines } from '../support/variants.ts';

const TRACKS = ['overture.mp3', 'R&B, live.mp3', 'last.mp3'];
const textOfTrack = (file: string): string => `what ${file} says, and again. `.repeat(200);
const pathOf = (file: string): string => `/music/${encodeURIComponent(file)}`;
const FILES = Object.fromEntries(TRACKS.map((file) => [`music/${file}`, textOfTrack(file)]));

const PAGES = 12;
const nameOf = (page: number): string => `pages/dune/${String(page).padStart(3, '0')}.webp`;

interface Context {
  app: RouteApp;
  cdn: Cdn;
}

/** The error with which a wish is refused. */
function refusal(page: TestPage, id: string): Promise<{ code: string; details: unknown }> {
  return page.evaluate(async (name) => {
    const { downloads } = self as unknown as { downloads: { fetch(id: string): Promise<unknown> } };
    return downloads.fetch(name).then(
      () => ({ code: '', details: undefined }),
      ({ code, details }: { code: string; details: unknown }) => ({ code, details }),
    );
  }, id);
}

const STORED = { state: 'stored', failureReason: '', failures: [] };

/** What an API may answer with that is no list, and what the error says of it. */
const WRONG: [name: string, fault: Fault, reason: RegExp][] = [
  ['a server error', { status: 500 }, /^is answered with status 500$/],
  ['a page', { body: Buffer.from('<!doctype html>') }, /^is no JSON \(/],
  ['another document', { body: Buffer.from('{"songs":[]}') }, /^has nothing at "\/tracks\/\*\/url"$/],
  [
    'a track without a URL',
    { body: Buffer.from('{"tracks":[{"url":"a.mp3","bytes":1},{"bytes":1}]}') },
    /^has nothing in place of URL 1 at "\/tracks\/\*\/url"$/,
  ],
  [
    'a URL that is none',
    { body: Buffer.from('{"tracks":[{"url":"http://[","bytes":1}]}') },
    /^lists "http:\/\/\[", which is no URL$/,
  ],
  [
    'a dropped connection',
    { body: Buffer.alloc(10_000, '[1,'), cutAfter: 5_000 },
    /^(?:cannot be reached|is no JSON) \(/,
  ],
];

for (const variant of engines()) {
  const test = suite<Context>(`run time, lists, ${variant.browser}, ${variant.engine}`);
  let signature = 0;

  /** The API's answer, with signatures that are good for a while only. */
  const answerList = ({ app, cdn }: Context, tracks = TRACKS): void => {
    signature += 1;
    const list = tracks.map((file) => ({
      url: `${cdn.origin}${pathOf(file)}?signature=${signature}`,
      bytes: textOfTrack(file).length,
    }));
    app.server.fault('/api/playlists/1.json', { body: Buffer.from(JSON.stringify({ tracks: list })) });
  };

  test.before(async (context) => {
    context.cdn = await startCdn(FILES);
    const pages = Array.from({ length: PAGES + 1 }, (_, index) => [nameOf(index + 1), `page ${index + 1}`]);
    context.app = await startRouteApp(variant, {
      files: {
        ...Object.fromEntries(pages),
        'relative/list.json': JSON.stringify({ files: { a: 'a.txt', b: './b.txt' } }),
        'relative/a.txt': 'A',
        'relative/b.txt': 'B',
      },
      routes: [
        {
          id: 'playlist/:id',
          requests: {
            list: 'api/playlists/:id.json',
            urls: '/tracks/*/url',
            sizes: '/tracks/*/bytes',
            as: 'tracks/:id/:file',
          },
          serve: 'tracks/:id/*',
        },
        { id: 'relative', requests: { list: 'relative/list.json', urls: '/files/*' }, serve: 'relative/*' },
        {
          id: 'own/:id',
          requests: { list: 'api/playlists/:id.json', urls: '/tracks/*/url' },
          serve: `${context.cdn.origin}/music/*`,
        },
        {
          id: 'book/:book/:count',
          requests: { each: 'n', to: ':count', pad: 3, url: 'pages/:book/:n.webp' },
        },
        {
          id: 'comic/:book',
          requests: { each: 'n', from: 3, to: ':metadata.pages', pad: 3, url: 'pages/:book/:n.webp' },
        },
      ],
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
  });
  test.after(async ({ app, cdn }) => {
    await app.close();
    await cdn.close();
  });
  test.after.each(async ({ app, cdn }) => {
    app.server.heal();
    await app.server.restart();
    await cdn.restart();
  });

  test('what an API lists is stored; other signatures fetch nothing again', async (context) => {
    const { app, cdn } = context;
    for (let press = 0; press < 2; press++) {
      answerList(context);
      assert.equal(await download(app.page, 'playlist/1'), STORED);
    }
    assert.equal(cdn.counts(), Object.fromEntries(TRACKS.map((file) => [pathOf(file), 1])));
    await cdn.stop();
    await app.server.stop();
    for (const file of TRACKS)
      assert.is(await textOf(app.page, `tracks/1/${encodeURIComponent(file)}`), textOfTrack(file));
  });

  for (const [name, fault, reason] of WRONG) {
    test(`${name} in place of a list: the error names it, and what is stored stays`, async (context) => {
      const { page, server } = context.app;
      server.fault('/api/playlists/1.json', fault);
      const { code, details } = await refusal(page, 'playlist/1');
      assert.is(code, 'list-failed');
      const { reason: found, ...rest } = details as { reason: string };
      assert.equal(rest, { id: 'playlist/1', list: `${server.url}api/playlists/1.json` });
      assert.match(found, reason);
      const state = await page.evaluate(async () => {
        const { downloads } = self as unknown as {
          downloads: { get(id: string): Promise<{ state: string }>; list(): Promise<{ id: string }[]> };
        };
        const ids = (await downloads.list()).map(({ id }) => id);
        return [(await downloads.get('playlist/1')).state, ids.filter((id) => id === 'playlist/1').length];
      });
      assert.equal(state, ['stored', 1]);
      await server.stop();
      assert.is(await textOf(page, 'tracks/1/last.mp3'), textOfTrack('last.mp3'));
    });
  }

  test('a list that has never been had leaves no download behind', async ({ app: { page, server } }) => {
    server.fault('/api/playlists/2.json', { status: 404 });
    assert.is((await refusal(page, 'playlist/2')).code, 'list-failed');
    const known = await page.evaluate(async () => {
      const { downloads } = self as unknown as { downloads: { list(): Promise<{ id: string }[]> } };
      return (await downloads.list()).map(({ id }) => id);
    });
    assert.equal(
      known.filter((id) => id === 'playlist/2'),
      [],
    );
  });

  test('a later list: what is no longer in it goes when the rest is there', async (context) => {
    const { app } = context;
    answerList(context, TRACKS.slice(0, 2));
    assert.equal(await download(app.page, 'playlist/1'), STORED);
    await app.server.stop();
    assert.is(await textOf(app.page, 'tracks/1/last.mp3'), 'TypeError');
    assert.is(await textOf(app.page, 'tracks/1/overture.mp3'), textOfTrack('overture.mp3'));
  });

  test('URLs relative to their list, as members of an object', async ({ app: { page, server } }) => {
    assert.equal(await download(page, 'relative'), STORED);
    await server.stop();
    assert.equal([await textOf(page, 'relative/a.txt'), await textOf(page, 'relative/b.txt')], ['A', 'B']);
  });

  test('files of another origin under their own URLs, as long as those stay', async (context) => {
    const { app, cdn } = context;
    const list = { tracks: [{ url: `${cdn.origin}${pathOf('last.mp3')}` }] };
    app.server.fault('/api/playlists/own.json', { body: Buffer.from(JSON.stringify(list)) });
    assert.equal(await download(app.page, 'own/own'), STORED);
    await cdn.stop();
    assert.is(await textOf(app.page, `${cdn.origin}${pathOf('last.mp3')}`), textOfTrack('last.mp3'));
  });

  test('the numbered pages of a book, as many as its id says', async ({ app: { page, server } }) => {
    assert.equal(await download(page, `book/dune/${PAGES}`), STORED);
    await server.stop();
    for (let n = 1; n <= PAGES; n++) assert.is(await textOf(page, nameOf(n)), `page ${n}`);
    assert.is(await textOf(page, nameOf(PAGES + 1)), 'TypeError');
  });

  test('as many as the metadata say, from the third on', async ({ app: { page, server } }) => {
    await page.evaluate(async (id) => {
      const { downloads } = self as unknown as { downloads: { remove(id: string): Promise<boolean> } };
      await downloads.remove(id);
    }, `book/dune/${PAGES}`);
    assert.equal(await download(page, 'comic/dune', { metadata: { pages: 5 } }), STORED);
    await server.stop();
    const all = await Promise.all([2, 3, 4, 5, 6].map((n) => textOf(page, nameOf(n))));
    assert.equal(all, ['TypeError', 'page 3', 'page 4', 'page 5', 'TypeError']);
  });

  test('a number that is none is refused', async ({ app: { page } }) => {
    assert.equal(await refusal(page, 'book/dune/many'), {
      code: 'invalid-row',
      details: { id: 'book/dune/many', each: 'n', from: '1', to: 'many', most: 10_000 },
    });
  });

  test.run();
}
