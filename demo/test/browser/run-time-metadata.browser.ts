import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { update } from '../support/route-app/update.ts';
import type { TestPage } from '../support/test-browser.ts';
import { engines } from '../support/variants.ts';

const ID = 'album/42';
const METADATA = { name: 'Live at Home', artist: { name: 'The Neighbours' }, tracks: [1, 2], rating: null };
const STORED = { state: 'stored', failureReason: '', failures: [] };

/** What a page sees of the download. */
interface Seen {
  title: string;
  metadata: unknown;
  state: string;
}

/** By `get()` and by `list()`. */
function see(page: TestPage): Promise<[Seen | undefined, Seen | undefined]> {
  return page.evaluate(async (id) => {
    const { downloads } = self as unknown as {
      downloads: { get(id: string): Promise<Seen>; list(): Promise<(Seen & { id: string })[]> };
    };
    const all = [await downloads.get(id), (await downloads.list()).find((one) => one.id === id)];
    return all.map((one) => one && { title: one.title, metadata: one.metadata, state: one.state }) as [
      Seen | undefined,
      Seen | undefined,
    ];
  }, ID);
}

function filesOf(build: string): Record<string, string> {
  return { 'covers/42.json': `cover of ${build}`, 'tracks/42/1.json': 'one', 'tracks/42/2.json': 'two' };
}

const route = {
  id: 'album/:id',
  requests: ['covers/:id.json', 'page'],
  serve: 'tracks/:id/*',
};

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`run time, metadata, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: filesOf('the first build'),
      routes: [{ ...route, title: ':metadata.name by :metadata.artist.name' }],
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
  });
  test.after(({ app }) => app.close());

  test('a title is made of them, and both are there after a reload', async ({ app: { page } }) => {
    const requests = ['tracks/42/1.json', 'tracks/42/2.json'];
    assert.equal(await download(page, ID, { requests, metadata: METADATA }), STORED);
    const seen = { title: 'Live at Home by The Neighbours', metadata: METADATA, state: 'stored' };
    assert.equal(await see(page), [seen, seen]);
    await page.reload();
    await page.waitForFunction(() => 'downloads' in self);
    assert.equal(await see(page), [seen, seen]);
  });

  test('a later build has other titles and files; the metadata and the list stay', async ({ app }) => {
    const { page, server } = app;
    await app.rebuild({
      files: filesOf('the second build'),
      routes: [{ ...route, title: ':metadata.name (:id)' }],
    });
    await update(page);
    const [before] = await see(page);
    assert.equal([before?.metadata, before?.state], [METADATA, 'stored']);

    const asked = server.requests.length;
    assert.equal(await download(page, ID), STORED);
    const after = { title: 'Live at Home (42)', metadata: METADATA, state: 'stored' };
    assert.equal(await see(page), [after, after]);
    const paths = server.requests.slice(asked).map(({ pathname }) => pathname);
    assert.equal(
      paths.filter((path) => /^\/(?:covers|tracks)\//.test(path)),
      ['/covers/42.json'],
      'only what the build has changed',
    );
    await server.stop();
    assert.is(await textOf(page, 'covers/42.json'), 'cover of the second build');
    assert.is(await textOf(page, 'tracks/42/2.json'), 'two');
    await server.restart();
  });

  test('others take their place, and a title of its own stays', async ({ app: { page } }) => {
    const metadata = { name: 'Remastered' };
    assert.equal(await download(page, ID, { metadata, title: 'My album' }), STORED);
    const seen = { title: 'My album', metadata, state: 'stored' };
    assert.equal(await see(page), [seen, seen]);
    assert.equal(await download(page, ID), STORED);
    assert.equal(await see(page), [seen, seen]);
  });

  test('64 kB are the most', async ({ app: { page } }) => {
    const error = await page.evaluate(async (id) => {
      const { downloads } = self as unknown as {
        downloads: { fetch(id: string, options: object): Promise<unknown> };
      };
      return downloads.fetch(id, { metadata: { text: 'x'.repeat(33 * 1024) } }).then(
        () => undefined,
        ({ code }: { code: string }) => code,
      );
    }, ID);
    assert.is(error, 'invalid-metadata');
    assert.equal((await see(page))[0]?.metadata, { name: 'Remastered' });
  });

  test.run();
}
