import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { deferred } from '../../src/shared/deferred.ts';
import { createEngine, runOne, until } from '../support/engine-environment.ts';
import { OPTIONS, setUpEngine } from '../support/engine-setup.ts';
import { get } from '../support/fetch-data.ts';

const { server, world, url } = await setUpEngine(test);

test('eight requests at a time, six of each, and background fetches take turns', async () => {
  const here = world();
  const { engine } = createEngine(here);
  let open = 0;
  let most = 0;
  const order: string[] = [];
  here.fetch = async (request) => {
    order.push(new URL(request.url).searchParams.get('of') ?? '');
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve, 5));
    open--;
    return new Response('x');
  };
  const many = (name: string): ReturnType<typeof get>[] =>
    Array.from({ length: 30 }, (_, index) => get(`${server.origin}/?of=${name}${index}`));
  await engine.start('a', many('a'), OPTIONS);
  await until(() => open === 6);
  await engine.start('b', many('b'), OPTIONS);
  await engine.run();
  assert.is(most, 8);
  assert.is(order.length, 60);
  for (const name of ['a', 'b']) {
    const own = order.filter((of) => of[0] === name);
    assert.equal(
      own,
      many(name).map((_, index) => name + index),
    );
  }
  const both = order.slice(10, 40).map((of) => of[0]);
  const turns = both.filter((name) => name === 'a').length;
  assert.ok(turns >= 12 && turns <= 18, both.join(''));
});

test('one whose responses do not end leaves others their turn', async () => {
  const { promise: last, resolve: end } = deferred<void>();
  const here = world({
    fetch: async (request) => {
      if (request.url.endsWith('long')) await last;
      return new Response('x');
    },
  });
  const { engine } = createEngine(here);
  const all = (path: string): ReturnType<typeof get>[] => Array.from({ length: 30 }, () => get(url(path)));
  await engine.start('long', all('long'), OPTIONS);
  await engine.start('short', all('short'), OPTIONS);
  await until(() => here.events.length === 1);
  assert.is(here.events[0]?.[1].id, 'short');
  end();
  await engine.run();
  assert.is(here.events.length, 2);
});

test('records whose server is away do not keep another background fetch waiting', async () => {
  const here = world();
  const { engine } = createEngine(here);
  let isAway = true;
  server.fault = ({ path }) => (path === '/a' && isAway ? { cutAfter: -1 } : undefined);
  await engine.start(
    'away',
    Array.from({ length: 10 }, () => get(url('a'))),
    OPTIONS,
  );
  await until(() => server.seen.length > 12);
  await engine.start('there', [get(url('b'))], OPTIONS);
  await until(() => here.events.length === 1);
  assert.is(here.events[0]?.[1].id, 'there');
  isAway = false;
  await engine.run();
  assert.is(here.events.length, 2);
});

test('records whose server is away do not keep the others of their background fetch waiting', async () => {
  const here = world();
  const { engine } = createEngine(here);
  let isAway = true;
  server.fault = ({ path }) => (path === '/a' && isAway ? { cutAfter: -1 } : undefined);
  const away = Array.from({ length: 20 }, () => get(url('a')));
  await engine.start('mixed', [...away, get(url('b'))], OPTIONS);
  await until(() => server.seen.some(({ path }) => path === '/b'));
  assert.is(here.events.length, 0);
  isAway = false;
  await engine.run();
  assert.is(here.events[0]?.[0], 'backgroundfetchsuccess');
});

test('5,000 records: read in batches, one write each', async () => {
  const here = world({
    fetch: async () => new Response('0123456789', { headers: { 'content-length': '10' } }),
  });
  // Node holds each Request of a signal until its next collection, and warns. Browsers hold them weakly.
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  let most = 0;
  const { getRecords } = here.store;
  here.store.getRecords = (key, from, limit) => {
    if (limit < 1e9) most = Math.max(most, limit);
    return getRecords.call(here.store, key, from, limit);
  };
  const ended = await runOne(
    here,
    Array.from({ length: 5000 }, (_, index) => get(url(String(index)))),
  );
  process.emitWarning = emitWarning;
  assert.is(ended.downloaded, 50_000);
  assert.is(most, 100);
  assert.is(here.store.calls.append, 5000);
  assert.is(here.store.calls.intervals, undefined);
});

test.run();
