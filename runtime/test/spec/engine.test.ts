import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { FetchChange } from '../../src/spec/fetch-store.ts';
import type { BackgroundFetch } from '../../src/spec/model.ts';
import {
  bytesOf,
  createEngine,
  createWorld,
  get,
  runOne,
  until,
  type World,
} from '../support/engine-environment.ts';
import { startEngineServer } from '../support/engine-server.ts';

const server = await startEngineServer();
test.after(() => server.close());
test.before.each(() => {
  server.files.clear();
  for (const name of ['a', 'b', 'c']) server.files.set(`/${name}`, { body: bytesOf(1000), etag: '"1"' });
  server.seen.length = 0;
  server.fault = () => undefined;
});

const OPTIONS = { title: 'Title', icons: [], downloadTotal: 0 };
const world = (overrides: Partial<World> = {}): World =>
  createWorld({ origin: server.origin, ...overrides }, 100);
const url = (name: string): string => `${server.origin}/${name}`;
const types = ({ events }: World): string[] => events.map(([type]) => type);

test('a background fetch is stored before start resolves, and gone when all is over', async () => {
  const here = world();
  const { engine } = createEngine(here);
  const requests = [get(url('a')), get(url('b'), { method: 'PUT', body: new Blob(['12345']) })];
  const fetch = await engine.start('id', requests, { ...OPTIONS, downloadTotal: 5000 });
  const stored = await here.store.getActive('id');
  assert.equal(stored, fetch);
  const { key, ...rest } = fetch;
  assert.type(key, 'string');
  assert.equal(rest, {
    id: 'id',
    title: 'Title',
    icons: [],
    downloadTotal: 5000,
    uploadTotal: 5,
    uploaded: 0,
    downloaded: 0,
    result: '',
    failureReason: '',
    recordsAvailable: true,
    isActive: true,
    isAborted: false,
    pendingEvent: undefined,
  });
  await engine.run();
  assert.equal(await here.store.getAll(), []);
});

// Perform a background fetch, "Enqueue the following steps"
test('while its event is fired it has ended, with its records; behind it they are not available', async () => {
  const during: (BackgroundFetch | undefined)[] = [];
  const here = world({
    handle: async (_type, { key }) => void during.push(await here.store.get(key)),
  });
  const ended = await runOne(here, [get(url('a')), get(url('b'))]);
  assert.equal(types(here), ['backgroundfetchsuccess']);
  const expected: FetchChange & { downloaded: number } = {
    isActive: false,
    result: 'success',
    failureReason: '',
    recordsAvailable: true,
    pendingEvent: 'backgroundfetchsuccess',
    downloaded: 2000,
  };
  for (const seen of [ended, during[0], here.announced.at(-2)])
    assert.equal({ ...seen, ...expected }, seen as BackgroundFetch);
  assert.is(here.announced.at(-1)?.recordsAvailable, false);
  assert.is(here.announced.at(-1)?.pendingEvent, undefined);
});

test('uploads count when they are answered', async () => {
  const body = new Blob(['12345']);
  const here = world();
  const ended = await runOne(here, [
    get(url('a'), { method: 'POST', body }),
    get(url('b'), { method: 'POST', body }),
  ]);
  assert.is(ended.uploaded, 10);
  assert.is(ended.uploadTotal, 10);
});

test('an id that is active is refused, and free again when it has ended', async () => {
  const here = world();
  const { engine } = createEngine(here);
  await engine.start('id', [get(url('a'))], OPTIONS);
  await engine.start('id', [get(url('a'))], OPTIONS).then(
    () => assert.unreachable(),
    (error: Error) => {
      assert.instance(error, TypeError);
    },
  );
  await engine.run();
  await engine.start('id', [get(url('a'))], OPTIONS);
  await engine.run();
  assert.is(here.events.length, 2);
});

test('a downloadTotal beyond the free space is refused before anything is stored', async () => {
  const here = world({ freeSpace: async () => 99 });
  const { engine } = createEngine(here);
  await engine.start('id', [get(url('a'))], { ...OPTIONS, downloadTotal: 100 }).then(
    () => assert.unreachable(),
    (error: DOMException) => assert.is(error.name, 'QuotaExceededError'),
  );
  assert.equal(here.store.calls, {});
});

test('failing to store is told', async () => {
  const here = world();
  here.store.create = async () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  await createEngine(here)
    .engine.start('id', [get(url('a'))], OPTIONS)
    .then(
      () => assert.unreachable(),
      (error: DOMException) => assert.is(error.name, 'QuotaExceededError'),
    );
});

test('the first failure is the failure reason; the others are completed all the same', async () => {
  const here = world();
  server.fault = ({ path }) =>
    path === '/b'
      ? { status: 404 }
      : path === '/a'
        ? { status: 206, pace: { every: 50, bytes: 500 } }
        : undefined;
  const ended = await runOne(here, [get(url('a')), get(url('b')), get(url('c'))]);
  assert.is(ended.failureReason, 'fetch-error');
  assert.equal(types(here), ['backgroundfetchfail']);
  assert.equal(
    ['/a', '/b', '/c'].map((path) => here.results.get(path)?.result),
    ['fetch-error', 'bad-status', 'success'],
  );
});

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

test('run joins the run that goes on, and takes in what is started meanwhile', async () => {
  const here = world();
  const { engine } = createEngine(here);
  server.fault = () => ({ pace: { every: 10, bytes: 500 } });
  await engine.start('a', [get(url('a'))], OPTIONS);
  const run = engine.run();
  assert.is(engine.run(), run);
  await engine.start('b', [get(url('b'))], OPTIONS);
  await run;
  assert.is(here.events.length, 2);
  assert.is(here.store.calls.sweep, 1);
  assert.is(server.seen.length, 2);
});

const STORED: [name: string, change: FetchChange, events: string[]][] = [
  [
    'an event that was not delivered',
    { result: 'success', isActive: false, pendingEvent: 'backgroundfetchsuccess' },
    ['backgroundfetchsuccess'],
  ],
  ['one that was', { result: 'success', isActive: false, recordsAvailable: false }, []],
  ['an abort that was not gone through with', { isActive: false, isAborted: true }, ['backgroundfetchabort']],
  ['nothing but the beginning', {}, ['backgroundfetchsuccess']],
];

for (const [name, change, events] of STORED) {
  test(`what another worker has left: ${name}`, async () => {
    const here = world();
    const { engine, kill } = createEngine(here);
    server.fault = () => ({ pace: { every: 50, bytes: 1 } });
    const { key } = await engine.start('id', [get(url('a'))], OPTIONS);
    kill();
    server.fault = () => undefined;
    await here.store.update(key, () => change);
    await createEngine(here).engine.run();
    assert.equal(types(here), events);
    assert.equal(await here.store.getAll(), []);
  });
}

test('an event whose worker was killed is fired again', async () => {
  const here = world({
    handle: () => (here.events.length === 1 ? new Promise(() => undefined) : undefined),
  });
  const { engine, kill } = createEngine(here);
  await engine.start('id', [get(url('a'))], OPTIONS);
  await until(() => here.results.size > 0);
  kill();
  await createEngine(here).engine.run();
  assert.equal(types(here), ['backgroundfetchsuccess', 'backgroundfetchsuccess']);
  assert.is(server.seen.length, 1);
});

test('an upload that a killed worker had sent is not sent again', async () => {
  const here = world();
  const { engine, kill } = createEngine(here);
  server.fault = () => ({ pace: { every: 20, bytes: 1 } });
  await engine.start('id', [get(url('a'), { method: 'POST', body: new Blob(['1']) })], OPTIONS);
  await until(() => server.seen.length === 1);
  kill();
  await createEngine(here).engine.run();
  assert.is(server.seen.length, 1);
  assert.is(here.events[0]?.[1].failureReason, 'fetch-error');
});

test('updateUI changes and tells', async () => {
  const here = world({
    handle: async (_type, { key }) => {
      await engine.updateUI(key, { title: 'Done' });
      await engine.updateUI(key, { icons: [{ src: 'i' }] });
      assert.is(here.announced.at(-1)?.title, 'Done');
      assert.equal(here.announced.at(-1)?.icons, [{ src: 'i' }]);
    },
  });
  const { engine } = createEngine(here);
  await engine.start('id', [get(url('a'))], OPTIONS);
  await engine.run();
  assert.is(here.announced.at(-1)?.title, 'Done');
});

test('a click is an event, also when nothing but the display knows of it', async () => {
  const here = world();
  const { engine } = createEngine(here);
  const fetch = await engine.start('id', [get(url('a'))], OPTIONS);
  await engine.click(fetch.key);
  await engine.run();
  await engine.click(fetch.key, fetch);
  await engine.click(fetch.key);
  assert.equal(types(here), ['backgroundfetchclick', 'backgroundfetchsuccess', 'backgroundfetchclick']);
});

test('progress is told now and then, and the end at once', async () => {
  const here = createWorld({ origin: server.origin });
  server.fault = () => ({ pace: { every: 60, bytes: 20 } });
  const ended = await runOne(here, [get(url('a'))]);
  const seen = here.announced.map(({ downloaded }) => downloaded);
  const running = here.announced.filter(({ result }) => result === '');
  assert.ok(running.length >= 1 && running.length <= 12, String(seen));
  assert.equal(
    seen,
    [...seen].sort((a, b) => a - b),
  );
  assert.is(seen.at(-1), ended.downloaded);
});

test('a response whose bytes are late is stored and told before they come', async () => {
  const here = world();
  const { engine } = createEngine(here);
  const gate: { open?: () => void } = {};
  const body = new ReadableStream({
    pull: (controller) =>
      new Promise<void>((resolve) => {
        gate.open = () => {
          controller.enqueue(new Uint8Array(3));
          controller.close();
          resolve();
        };
      }),
  });
  here.fetch = async () => new Response(body);
  const { key } = await engine.start('id', [get(url('a'))], OPTIONS);
  await until(() => here.announced.length > 0);
  const record = await here.store.getRecord({ key, index: 0 });
  assert.is(record?.response?.status, 200);
  assert.is(record?.stored, 0);
  gate.open?.();
  await engine.run();
  assert.is(here.events[0]?.[1].downloaded, 3);
});

test('a store that fails is told by run, which does the rest and can be called again', async () => {
  const here = world();
  const { engine } = createEngine(here);
  const { append } = here.store;
  let isBroken = true;
  here.store.append = async (chunk, change) => {
    if (isBroken && chunk.index === 1) throw new DOMException('gone', 'UnknownError');
    return append.call(here.store, chunk, change);
  };
  await engine.start('broken', [get(url('a')), get(url('b')), get(url('c'))], OPTIONS);
  await engine.start('whole', [get(url('a'))], OPTIONS);
  await engine.run().then(
    () => assert.unreachable(),
    (error: Error) => assert.is(error.name, 'UnknownError'),
  );
  assert.equal(
    here.events.map(([, { id }]) => id),
    ['whole'],
  );
  isBroken = false;
  await engine.run();
  assert.equal(
    here.events.map(([, { id }]) => id),
    ['whole', 'broken'],
  );
});

test('six requests at a time, and background fetches take turns', async () => {
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
  assert.is(most, 6);
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
  assert.is(here.store.calls.updateRecord, undefined);
  assert.is(here.store.calls.intervals, undefined);
});

test.run();
