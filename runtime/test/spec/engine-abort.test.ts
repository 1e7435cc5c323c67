import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createEngine, createWorld, until } from '../support/engine-environment.ts';
import { OPTIONS, setUpEngine, types } from '../support/engine-setup.ts';
import { get } from '../support/fetch-data.ts';

const { server, world, url } = await setUpEngine(test);

test('abort: the event comes, what is unfinished is aborted, the id is free at once', async () => {
  const here = world();
  const { engine } = createEngine(here);
  server.fault = ({ path }) => (path === '/a' ? undefined : { pace: { every: 20, bytes: 10 } });
  const { key } = await engine.start('id', [get(url('a')), get(url('b')), get(url('c'))], OPTIONS);
  await until(() => server.seen.length === 3 && here.store.calls.append);
  assert.is(await engine.abort(key), true);
  assert.is(await here.store.getActive('id'), undefined);
  assert.is(await engine.abort(key), false);
  await engine.run();
  assert.equal(types(here), ['backgroundfetchabort']);
  const [, fetch] = here.events[0] ?? [];
  assert.is(fetch?.result, 'failure');
  assert.is(fetch?.failureReason, 'aborted');
  assert.equal(
    ['/a', '/b', '/c'].map((path) => here.results.get(path)?.result),
    ['success', 'aborted', 'aborted'],
  );
});

test('abort while waiting for a server', async () => {
  const here = createWorld({ origin: server.origin });
  const { engine } = createEngine(here);
  server.fault = () => ({ status: 503, headers: { 'retry-after': '3000' } });
  const { key } = await engine.start('id', [get(url('a'))], OPTIONS);
  await until(() => here.sleeps.includes(3_000_000));
  await engine.abort(key);
  await engine.run();
  assert.equal(types(here), ['backgroundfetchabort']);
});

test('abort while others have all the turns', async () => {
  const here = world();
  const { engine } = createEngine(here);
  server.fault = ({ path }) => (path === '/a' ? { pace: { every: 20, bytes: 1 } } : undefined);
  const first = await engine.start(
    'first',
    Array.from({ length: 6 }, () => get(url('a'))),
    OPTIONS,
  );
  await until(() => server.seen.length === 6);
  const second = await engine.start('second', [get(url('b'))], OPTIONS);
  await engine.abort(second.key);
  await until(() => here.events.length === 1);
  assert.equal(types(here), ['backgroundfetchabort']);
  assert.is(server.seen.length, 6);
  await engine.abort(first.key);
  await engine.run();
});

// "This handles a race condition where abort() was successfully called but one of the fetches failed at the same time."
for (const status of [200, 404]) {
  test(`abort that has returned true is an abort, although all was over with ${status}`, async () => {
    const here = world();
    const { engine } = createEngine(here);
    server.fault = () => ({ status });
    const { update } = here.store;
    let isAborted: boolean | undefined;
    here.store.update = async (key, change) => {
      // Before the engine's own update, which stores the end.
      if (isAborted === undefined) {
        isAborted = true;
        isAborted = await engine.abort(key);
      }
      return update.call(here.store, key, change);
    };
    await engine.start('id', [get(url('a'))], OPTIONS);
    await engine.run();
    assert.is(isAborted, true);
    assert.equal(types(here), ['backgroundfetchabort']);
    assert.is(here.events[0]?.[1].failureReason, 'aborted');
  });
}

test('abort of what has ended, and of what there is not, gives false', async () => {
  const here = world({ handle: async (_type, { key }) => void gave.push(await engine.abort(key)) });
  const { engine } = createEngine(here);
  const gave: boolean[] = [];
  await engine.start('id', [get(url('a'))], OPTIONS);
  await engine.run();
  assert.equal(gave, [false]);
  assert.is(await engine.abort('nothing'), false);
});

test.run();
