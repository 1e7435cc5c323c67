import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bytesOf, createWorld, runOne, type World } from '../support/engine-environment.ts';
import { startEngineServer } from '../support/engine-server.ts';
import { get } from '../support/fetch-data.ts';

const server = await startEngineServer();
test.after(() => server.close());

const BODY = bytesOf(100_000);
for (const name of ['a', 'b', 'c']) server.files.set(`/${name}`, { body: BODY, etag: '"1"' });
test.before.each(() => {
  server.fault = () => undefined;
});

const world = (): World => createWorld({ origin: server.origin }, 100);
const url = (name: string): string => `${server.origin}/${name}`;
const resultsOf = ({ results }: World): (string | undefined)[] =>
  ['/a', '/b', '/c'].map((path) => results.get(path)?.result);

// Complete a record, "If bgFetch's stored body bytes total plus the size of bytes is greater than downloadTotal"
for (const [total, result] of [
  [300_000, 'success'],
  [400_000, 'success'],
  [0, 'success'],
  [299_999, 'download-total-exceeded'],
  [1, 'download-total-exceeded'],
] as const) {
  test(`300,000 bytes of at most ${total}`, async () => {
    const here = world();
    const ended = await runOne(here, [get(url('a')), get(url('b')), get(url('c'))], total);
    assert.is(ended.failureReason, result === 'success' ? '' : result);
    assert.is(here.events[0]?.[0], result === 'success' ? 'backgroundfetchsuccess' : 'backgroundfetchfail');
    if (total > 0) assert.ok(ended.downloaded <= total, String(ended.downloaded));
    if (result === 'success') assert.is(ended.downloaded, 300_000);
    else assert.ok(resultsOf(here).includes('download-total-exceeded'));
  });
}

// Perform a background fetch, "If immediateFailure is true, set bgFetch's abort all flag."
test('too many bytes end the others at once', async () => {
  const here = world();
  server.fault = ({ path }) => (path === '/a' ? undefined : { pace: { every: 20, bytes: 1 } });
  const ended = await runOne(here, [get(url('b')), get(url('a')), get(url('c'))], 99_999);
  assert.is(ended.failureReason, 'download-total-exceeded');
  assert.equal(resultsOf(here), ['download-total-exceeded', 'aborted', 'aborted']);
});

test('of a resumed body only what is new counts', async () => {
  const here = world();
  server.fault = (_seen, nth) => (nth === 0 ? { cutAfter: 60_000 } : undefined);
  server.seen.length = 0;
  assert.is((await runOne(here, [get(url('a'))], 100_000)).result, 'success');
});

test('of a body that starts anew the bytes before do not count', async () => {
  const here = world();
  server.fault = (_seen, nth) => (nth === 0 ? { cutAfter: 60_000 } : { ignoreRange: true });
  server.seen.length = 0;
  assert.is((await runOne(here, [get(url('a'))], 100_000)).result, 'success');
});

test('what does not fit fails its record only', async () => {
  const here = world();
  here.store.quota = 250_000;
  server.fault = ({ path }) => (path === '/a' ? undefined : { pace: { every: 5, bytes: 20_000 } });
  const ended = await runOne(here, [get(url('a')), get(url('b')), get(url('c'))]);
  assert.is(ended.failureReason, 'quota-exceeded');
  const results = resultsOf(here);
  assert.is(results[0], 'success');
  assert.ok(results.includes('quota-exceeded'), String(results));
  assert.ok(here.results.get('/a')?.body.equals(BODY));
});

test('a record that did not fit leaves its space to the others', async () => {
  const here = world();
  here.store.quota = 150_000;
  server.files.set('/large', { body: bytesOf(200_000) });
  const ended = await runOne(here, [get(url('large')), get(url('a'))]);
  assert.is(ended.failureReason, 'quota-exceeded');
  assert.is(ended.downloaded, 100_000);
  assert.is(here.results.get('/large')?.result, 'quota-exceeded');
  assert.is(here.results.get('/a')?.result, 'success');
});

test.run();
