import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { update } from '../support/route-app/update.ts';
import type { TestPage } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { engines } from '../support/variants.ts';

const ROUTES = [
  { id: 'level/:n', requests: { glob: 'levels/**' }, update: 'auto' as const, retry: { delays: [1] } },
];
const OLD = { 'levels/a.txt': 'a, as it was', 'levels/b.txt': 'b, as it stays' };
const NEW = { 'levels/a.txt': 'a, as it is now', 'levels/c.txt': 'c, which is new' };

interface Client {
  get(id: string): Promise<{ state: string } | undefined>;
}

const stateOf = (page: TestPage): Promise<string | undefined> =>
  page.evaluate(
    async () => (await (self as unknown as { downloads: Client }).downloads.get('level/1'))?.state,
  );

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`a new build by itself, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: OLD,
      routes: ROUTES,
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
  });
  test.after(({ app }) => app.close());

  test('what has changed comes without a press, that alone, and the old is served until it is whole', async ({
    app,
  }) => {
    const { page, server } = app;
    assert.is((await download(page, 'level/1')).state, 'stored');
    const asked = (): string[] =>
      server.requests.map(({ pathname }) => pathname).filter((path) => path.startsWith('/levels/'));
    const before = asked().length;
    await app.rebuild({ files: { ...OLD, ...NEW } });
    server.fault('/levels/c.txt', { status: 503, headers: { 'Retry-After': '1' } });
    await update(page);
    // The page looks at its downloads, as one with a list of them does.
    await until('the new set is asked for', async () => {
      await stateOf(page);
      return asked().slice(before).includes('/levels/c.txt');
    });
    assert.is(await textOf(page, 'levels/a.txt'), OLD['levels/a.txt']);
    server.heal();
    await until('the new set is stored', async () => (await stateOf(page)) === 'stored');
    assert.is(await textOf(page, 'levels/a.txt'), NEW['levels/a.txt']);
    assert.is(await textOf(page, 'levels/c.txt'), NEW['levels/c.txt']);
    assert.not.ok(asked().slice(before).includes('/levels/b.txt'), 'what is the same is not fetched');
  });

  test.run();
}
