import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { abortFetch, downloadedOf, endOf, expectedDigests, startFetch } from '../support/faults/app.ts';
import { type Call, call, registerAnew } from '../support/faults/conformance.ts';
import { faultSuite } from '../support/faults/suite.ts';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';
import { engines } from '../support/variants.ts';

const MB = 1 << 20;

/** Calls that reject, with the name of the error. */
const REJECTED: [name: string, call: Omit<Call, 'id'> & { id?: string }, error: string][] = [
  ['get("")', { method: 'get', id: '' }, 'TypeError'],
  ['no request', { method: 'fetch', urls: [] }, 'TypeError'],
  ['a bad URL among good ones', { method: 'fetch', urls: ['/good.bin', 'https://'] }, 'TypeError'],
  ['data:', { method: 'fetch', urls: ['data:text/plain,foo'] }, 'TypeError'],
  ['ftp: among good ones', { method: 'fetch', urls: ['/good.bin', 'ftp://localhost/'] }, 'TypeError'],
  ['an unknown scheme', { method: 'fetch', urls: ['foobar:baz'] }, 'TypeError'],
  [
    'a bad port among good ones',
    { method: 'fetch', urls: ['/good.bin', 'http://localhost:587/'] },
    'TypeError',
  ],
  ['credentials', { method: 'fetch', urls: ['http://user:pass@localhost/'] }, 'TypeError'],
  ['dangling markup', { method: 'fetch', urls: ['http://localhost/?\n<'] }, 'TypeError'],
  [
    'more than the quota',
    { method: 'fetch', urls: ['/good.bin'], options: { downloadTotal: 1e15 } },
    'QuotaExceededError',
  ],
];

for (const variant of engines()) {
  const { engine } = variant;
  const test = faultSuite('conformance', variant);
  const good = { size: 1000 };
  test.before(({ app }) => app.server.add('/good.bin', good));

  for (const [name, given, expected] of REJECTED) {
    test(`rejects: ${name}`, async ({ app }) => {
      const outcome = await call(app, { id: name, ...given });
      const isNew = await app.page.evaluate(() => 'QuotaExceededError' in globalThis);
      const type = expected === 'TypeError' || isNew ? expected : 'DOMException';
      assert.equal(outcome, { name: expected, type });
    });
  }

  test('an id that is not active', async ({ app }) => {
    assert.equal(await call(app, { method: 'get', id: 'nobody' }), { value: null });
  });

  test('a bad status: the record has its status and an empty body, the others are whole', async ({ app }) => {
    app.server.fault('/404.bin', { status: 404, body: Buffer.from('There is no such file.') });
    await startFetch(app.page, 'bad status', ['/404.bin', '/good.bin']);
    const { type, failureReason, downloaded, records } = await endOf(app, 'bad status');
    assert.equal(
      { type, failureReason, downloaded, records },
      {
        type: 'fail',
        failureReason: 'bad-status',
        downloaded: good.size,
        records: [
          { pathname: '/404.bin', status: 404, redirected: false, digests: [] },
          { pathname: '/good.bin', status: 200, redirected: false, digests: expectedDigests(good) },
        ],
      },
    );
  });

  if (engine === 'fallback') {
    for (const urls of [
      ['http://192.0.2.1/'],
      ['/good.bin', 'http://app.example/'],
      ['http://[2001:db8::1]/', '/good.bin'],
    ]) {
      test(`mixed content fails as a record: ${urls}`, async ({ app }) => {
        const id = `mixed ${urls}`;
        await startFetch(app.page, id, urls);
        const { type, failureReason, records } = await endOf(app, id);
        assert.equal({ type, failureReason }, { type: 'fail', failureReason: 'fetch-error' });
        assert.equal(
          records.map(({ status }) => status),
          urls.map((url) => (url === '/good.bin' ? 200 : undefined)),
        );
      });
    }

    test('what cannot be reached keeps nobody waiting, later registrations neither', async ({ app }) => {
      const port = await freePort();
      const refused = Array.from({ length: 12 }, (_, index) => `http://localhost:${port}/${index}`);
      await startFetch(app.page, 'refused', [...refused, `${app.other.origin}/refuses`, '/good.bin?1']);
      await startFetch(app.page, 'beside', ['/good.bin']);
      assert.is((await endOf(app, 'beside')).type, 'success');
      await until(
        'the good one is there',
        async () => (await downloadedOf(app.page, 'refused')) === good.size,
      );
      await registerAnew(app);
      await startFetch(app.page, 'later', ['/good.bin']);
      assert.is((await endOf(app, 'later')).type, 'success');
    });
  }

  test('a scope that is registered anew starts empty, and hears nothing of before', async ({ app }) => {
    app.server.add('/slow.bin', { size: 4 * MB });
    app.server.fault('/slow.bin', { bytesPerSecond: MB / 4 });
    await startFetch(app.page, 'again', ['/slow.bin']);
    await startFetch(app.page, 'old', ['/slow.bin']);
    assert.equal(await registerAnew(app), { ids: [], early: 'TypeError' });
    assert.equal(await call(app, { method: 'get', id: 'old' }), { value: null });
    app.server.heal();
    await startFetch(app.page, 'again', ['/good.bin']);
    const { type, downloaded } = await endOf(app, 'again');
    assert.equal({ type, downloaded }, { type: 'success', downloaded: good.size });
    await sleep(1000);
    assert.not(await app.page.evaluate(async () => Boolean(await caches.match('/ends/old'))));
  });

  test('an update of the worker leaves what runs alone', async ({ app }) => {
    app.server.fault('/slow.bin', { bytesPerSecond: 2 * MB });
    await startFetch(app.page, 'update', ['/slow.bin']);
    await app.page.evaluate(async () => {
      await navigator.serviceWorker.register('/sw.js?2');
    });
    assert.equal(await call(app, { method: 'get', id: 'update' }), { value: 'update' });
    assert.is((await endOf(app, 'update')).type, 'success');
    await abortFetch(app.page, 'update');
  });

  test.run();
}
