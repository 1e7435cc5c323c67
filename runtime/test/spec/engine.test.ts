import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { FetchChange } from '../../src/spec/fetch-store.ts';
import type { BackgroundFetch } from '../../src/spec/model.ts';
import { createEngine, createWorld, runOne, until } from '../support/engine-environment.ts';
import { OPTIONS, setUpEngine, types } from '../support/engine-setup.ts';
import { get } from '../support/fetch-data.ts';

const { server, world, url } = await setUpEngine(test);

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

test('run takes in what is started meanwhile, and twice is once', async () => {
  const here = world();
  const { engine } = createEngine(here);
  server.fault = () => ({ pace: { every: 10, bytes: 500 } });
  await engine.start('a', [get(url('a'))], OPTIONS);
  const run = Promise.all([engine.run(), engine.run()]);
  await engine.start('b', [get(url('b'))], OPTIONS);
  await run;
  assert.is(here.events.length, 2);
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

test.run();
