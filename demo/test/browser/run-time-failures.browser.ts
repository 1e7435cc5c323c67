import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { engines } from '../support/variants.ts';

const COUNT = 40;
const MISSING = 17;
const nameOf = (n: number): string => `parts/${n}.json`;

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`run time, failures, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    const files = Array.from({ length: COUNT }, (_, n) => [nameOf(n), `part ${n}`]);
    context.app = await startRouteApp(variant, {
      files: Object.fromEntries(files.filter(([name]) => name !== nameOf(MISSING))),
      routes: [{ id: 'parts', requests: 'page', serve: 'parts/*' }],
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
  });
  test.after(({ app }) => app.close());

  test('one file of forty is not there: it is named, and the others are served', async ({ app }) => {
    const { page, server } = app;
    const requests = Array.from({ length: COUNT }, (_, n) => nameOf(n));
    const { error, ...outcome } = await download(page, 'parts', { requests });
    const failures = [{ url: server.url + nameOf(MISSING), reason: 'bad-status', status: 404 }];
    assert.equal(outcome, { state: 'failed', failureReason: 'bad-status', failures });
    assert.equal(error, { code: 'failed', details: { id: 'parts', reason: 'bad-status', failures } });
    const asked = server.requests.length;
    await server.stop();
    for (let n = 0; n < COUNT; n++)
      assert.is(await textOf(page, nameOf(n)), n === MISSING ? 'TypeError' : `part ${n}`, nameOf(n));
    await server.restart();
    // Without a list the last one counts, and only what it lacks is fetched.
    server.fault(`/${nameOf(MISSING)}`, { body: Buffer.from('late') });
    assert.equal(await download(page, 'parts'), { state: 'stored', failureReason: '', failures: [] });
    const paths = server.requests.slice(asked).map(({ pathname }) => pathname);
    assert.equal(
      paths.filter((path) => path.startsWith('/parts/')),
      [`/${nameOf(MISSING)}`],
    );
    assert.is(await textOf(page, nameOf(MISSING)), 'late');
  });

  test.run();
}
