import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { type Cdn, startCdn } from '../support/route-app/cdn.ts';
import { engines } from '../support/variants.ts';

const NUMBERS = [1, 2, 3];
const textOfPart = (n: number): string => `part ${n}, and so on. `.repeat(500);
const FILES = Object.fromEntries(NUMBERS.map((n) => [`model/${n}.bin`, textOfPart(n)]));

interface Context {
  app: RouteApp;
  open: Cdn;
  closed: Cdn;
}

for (const variant of engines()) {
  const test = suite<Context>(`run time, other origins, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.open = await startCdn(FILES);
    context.closed = await startCdn(FILES, false);
    context.app = await startRouteApp(variant, {
      files: { 'card.json': 'card' },
      routes: [
        {
          id: 'model/:name',
          requests: ['card.json', 'page'],
          serve: [`${context.open.origin}/model/*`, `${context.closed.origin}/model/*`, 'weights/:name/*'],
        },
      ],
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
  });
  test.after(async ({ app, open, closed }) => {
    await app.close();
    await open.close();
    await closed.close();
  });
  test.after.each(async ({ app, open }) => {
    await app.server.restart();
    await open.restart();
  });

  test('one that lets others read: stored, and served under its own URLs', async ({ app, open }) => {
    const requests = NUMBERS.map((n) => `${open.origin}/model/${n}.bin`);
    const outcome = await download(app.page, 'model/own', { requests });
    assert.equal(outcome, { state: 'stored', failureReason: '', failures: [] });
    await open.stop();
    await app.server.stop();
    for (const n of NUMBERS)
      assert.is(await textOf(app.page, `${open.origin}/model/${n}.bin`), textOfPart(n));
    assert.is(await textOf(app.page, 'card.json'), 'card');
  });

  test('… or under names of the app', async ({ app, open }) => {
    const requests = NUMBERS.map((n) => ({ url: `${open.origin}/model/${n}.bin`, as: `weights/as/${n}` }));
    const outcome = await download(app.page, 'model/as', { requests });
    assert.equal(outcome, { state: 'stored', failureReason: '', failures: [] });
    await open.stop();
    for (const n of NUMBERS) assert.is(await textOf(app.page, `weights/as/${n}`), textOfPart(n));
  });

  test('one that lets nobody read: the failure says so, and the rest is stored', async ({ app, closed }) => {
    const requests = NUMBERS.map((n) => ({ url: `${closed.origin}/model/${n}.bin`, as: `weights/no/${n}` }));
    const { state, failureReason, failures } = await download(app.page, 'model/no', { requests });
    assert.equal([state, failureReason], ['failed', 'cors']);
    const byUrl = [...failures].sort((a, b) => a.url.localeCompare(b.url));
    const expected = NUMBERS.map((n) => ({ url: `${app.server.url}weights/no/${n}`, reason: 'cors' }));
    assert.equal(byUrl, expected);
    await app.server.stop();
    assert.is(await textOf(app.page, 'card.json'), 'card');
  });

  test.run();
}
