import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { engines } from '../support/variants.ts';

const SHORT = 'the bytes that the build has seen. '.repeat(50);
/** Three pieces. */
const LONG = Buffer.alloc(17 << 20, 'a long file of the build, ');
const TEXT = 'the bytes that the page wants. '.repeat(50);

const sri = (bytes: string | Uint8Array, algorithm = 'sha256'): string =>
  `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;

/** As many bytes, one of which is another. */
function wrong(bytes: string | Uint8Array): Buffer {
  const copy = Buffer.from(bytes as string);
  const last = copy.length - 1;
  copy[last] = (copy[last] as number) ^ 1;
  return copy;
}

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`integrity, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: {
        'set/short.txt': SHORT,
        'set/long.txt': LONG,
        'set/other.txt': 'other',
        'again/a.txt': SHORT,
        'run/a.txt': TEXT,
        'run/b.txt': TEXT,
        'run/long.txt': LONG,
      },
      routes: [
        { id: 'set', requests: ['set/short.txt', 'set/long.txt', 'set/other.txt'] },
        { id: 'again', requests: 'again/a.txt', retry: { delays: [1], jitter: 0 } },
        { id: 'run/:n', requests: 'page', serve: 'run/*', integrity: true },
      ],
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
  });
  test.after(({ app }) => app.close());

  test('wrong bytes of files of the build: they are named and not served, the others are', async ({
    app,
  }) => {
    const { page, server } = app;
    server.fault('/set/short.txt', { body: wrong(SHORT) });
    server.fault('/set/long.txt', { body: wrong(LONG) });
    const { state, failureReason, failures } = await download(page, 'set');
    assert.equal([state, failureReason], ['failed', 'integrity']);
    const named = [...failures].sort((a, b) => (a.url < b.url ? 1 : -1));
    assert.equal(named, [
      {
        url: `${server.url}set/short.txt`,
        reason: 'integrity',
        status: 200,
        expected: sri(SHORT),
        received: sri(wrong(SHORT)),
      },
      {
        url: `${server.url}set/long.txt`,
        reason: 'integrity',
        status: 200,
        expected: sri(LONG),
      },
    ]);
    server.heal();
    await server.stop();
    assert.is(await textOf(page, 'set/other.txt'), 'other');
    for (const name of ['short', 'long']) assert.is(await textOf(page, `set/${name}.txt`), 'TypeError', name);
    await server.restart();
    // Only what was wrong is fetched again.
    const asked = server.requests.length;
    const { error: _, ...again } = await download(page, 'set');
    assert.equal(again, { state: 'stored', failureReason: '', failures: [] });
    const paths = server.requests.slice(asked).map(({ pathname }) => pathname);
    assert.not(paths.includes('/set/other.txt'));
    await server.stop();
    assert.is(await textOf(page, 'set/short.txt'), SHORT);
    assert.is(sri(await textOf(page, 'set/long.txt')), sri(LONG));
    await server.restart();
  });

  test('with `retry`, the right bytes of the second attempt are taken', async ({ app }) => {
    const { page, server } = app;
    server.fault('/again/a.txt', { body: wrong(SHORT), times: 1 });
    assert.is((await download(page, 'again')).state, 'stored');
    assert.is(server.requests.filter(({ pathname }) => pathname === '/again/a.txt').length, 2);
    assert.is(await textOf(page, 'again/a.txt'), SHORT);
  });

  test('an `integrity` that the page gives, of short and of long bodies', async ({ app }) => {
    const { page, server } = app;
    const requests = [
      { url: 'run/a.txt', integrity: `${sri(TEXT)} ${sri(TEXT, 'sha384')}` },
      { url: 'run/b.txt', integrity: sri(SHORT, 'sha512') },
      { url: 'run/long.txt', integrity: sri(LONG) },
    ];
    const { failures, failureReason } = await download(page, 'run/1', { requests });
    assert.is(failureReason, 'integrity');
    assert.equal(failures, [
      {
        url: `${server.url}run/b.txt`,
        reason: 'integrity',
        status: 200,
        expected: sri(SHORT, 'sha512'),
        received: sri(TEXT, 'sha512'),
      },
    ]);
    await server.stop();
    assert.is(await textOf(page, 'run/a.txt'), TEXT);
    assert.is(await textOf(page, 'run/b.txt'), 'TypeError');
    assert.is(sri(await textOf(page, 'run/long.txt')), sri(LONG));
    await server.restart();
    // A long body shows at its end that it is another one.
    const long = [{ url: 'run/long.txt', as: 'run/other.txt', integrity: sri(wrong(LONG)) }];
    const other = await download(page, 'run/2', { requests: long });
    assert.equal(
      other.failures.map(({ reason, received }) => [reason, received]),
      [['integrity', sri(LONG)]],
    );
  });

  test('an `integrity` that is none is refused before anything is fetched', async ({ app }) => {
    const code = await app.page.evaluate(async () => {
      const { downloads } = self as unknown as {
        downloads: { fetch(id: string, options: object): Promise<unknown> };
      };
      return downloads.fetch('run/3', { requests: [{ url: 'run/a.txt', integrity: 'sha256-abc' }] }).then(
        () => 'taken',
        (error: { code: string }) => error.code,
      );
    });
    assert.is(code, 'invalid-request');
  });

  test.run();
}
