import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import type { Later, Start } from '../../../src/shared/protocol.ts';
import {
  ask,
  begin,
  clean,
  end,
  enterWorker,
  leaveWorker,
  listed,
  located,
  routes,
  running,
  served,
  store,
  told,
  use,
} from '../../support/namespaced-worker.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { rebuildNow } = await import('../../../src/sw/keep/rebuild.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

const ID = 'episode/1';
const FILE = 'media/1.mp3';

const get = (id: string): Promise<DownloadSnapshot | undefined> => ask({ type: 'get', id });
const waiting = (): Promise<(Start | Later)[]> => ask({ type: 'waiting' });

test.before(enterWorker);
test.after(leaveWorker);

test.before.each(clean);
test.after.each(clean);

/** Names that are to be as good as any: each beside the common one and `ann`. */
const NAMES: readonly string[] = [
  'user-17',
  'ann2',
  '__proto__',
  'a/b',
  '../../..',
  '.',
  '..',
  'ann ./bob/',
  'ann%2F',
  '花子',
  '👩‍👩‍👧',
  ' ',
  'x'.repeat(200),
];

for (const name of NAMES)
  test(`${JSON.stringify(name.slice(0, 20))}: the same id and URL are other bytes for each`, async () => {
    await store(ID, 'common');
    await use('ann');
    await store(ID, 'of ann');
    assert.is(await use(name), name);
    assert.equal(await listed(), []);
    assert.is(await get(ID), undefined);
    assert.is(await served(FILE), 'network');
    assert.is(await located(FILE), undefined);
    await store(ID, 'of the other');
    assert.is((await get(ID))?.namespace, name);
    assert.is((await get(ID))?.title, ID);
    for (const [namespace, bytes] of [
      ['ann', 'of ann'],
      [name, 'of the other'],
      ['', 'common'],
    ] as const) {
      await use(namespace);
      assert.equal(await listed(), [ID]);
      assert.is(await served(FILE), bytes);
      assert.is(await located(FILE), bytes);
    }
  });

test('who pauses, resumes or moves, does so with what is their own', async () => {
  await use('ann');
  for (const id of [ID, 'episode/2', 'episode/3']) await ask({ type: 'wish', id, wish: {} }, 'gone');
  await use('bob');
  for (const id of [ID, 'episode/2']) await ask({ type: 'wish', id, wish: {} }, 'gone');
  const ids = async (): Promise<string[]> =>
    (await waiting()).flatMap((start) => (start.kind === 'start' ? [start.id] : []));
  assert.is(await ask({ type: 'pause', ids: [ID] }), 1);
  assert.is(await ask({ type: 'pause' }), 1);
  assert.equal(await ids(), []);
  await use('ann');
  assert.is(await ask({ type: 'move', id: 'episode/3', to: { before: ID } }), true);
  assert.is(await ask({ type: 'pause', ids: ['episode/2'] }), 1);
  assert.equal(await ids(), ['./ann/episode/3', './ann/episode/1']);
  assert.is((await ask<unknown[]>({ type: 'resume' })).length, 1);
  await use('bob');
  assert.equal(
    (await ask<DownloadSnapshot[]>({ type: 'list' })).map(({ retry }) => retry?.for),
    ['paused', 'paused'],
  );
});

test('what runs at sign-out is stored for who has asked for it, and nobody else hears of it', async () => {
  await use('ann');
  const fetchId = await begin(ID);
  await use('bob');
  assert.equal(await listed(), []);
  const other = await begin(ID);
  told.length = 0;
  await end(fetchId, 'of ann');
  assert.equal(told, []);
  assert.equal(
    (await ask<DownloadSnapshot[]>({ type: 'list' })).map(({ namespace, state }) => [namespace, state]),
    [['bob', 'downloading']],
  );
  await end(other, 'of bob');
  assert.is(await served(FILE), 'of bob');
  await use('ann');
  assert.is((await get(ID))?.state, 'stored');
  assert.is(await served(FILE), 'of ann');
});

test('a start that was handed out before is taken for who has asked for it', async () => {
  await use('ann');
  const plan = await ask<Start>({ type: 'wish', id: ID, wish: {} });
  await use('bob');
  running.add(plan.id);
  await ask({ type: 'started', id: plan.id });
  assert.equal(await listed(), []);
  await use('ann');
  assert.is((await get(ID))?.state, 'downloading');
});

test('what waits is started for its own user alone', async () => {
  await use('ann');
  await end(await begin(ID), undefined);
  assert.is((await get(ID))?.state, 'waiting');
  await use('bob');
  assert.equal(await waiting(), []);
  await use('ann');
  assert.equal(
    (await waiting()).map((start) => start.kind === 'start' && start.requests.map(({ url }) => url)),
    [[`${SCOPE}${FILE}`]],
  );
});

test('what the ledger does not know, and the browser runs, is listed for its own user alone', async () => {
  await use('ann');
  running.add(await begin(ID));
  for (const entry of await downloads.getAll()) await downloads.delete(entry);
  assert.equal(await listed(), [ID]);
  await use('bob');
  assert.equal(await listed(), []);
});

test('a worker without a queue hands out what a page has left to its own user alone', async () => {
  const { startsOf } = await import('../../../src/sw/wish/waiting.ts');
  const event = new FakeExtendableEvent('message') as unknown as Parameters<typeof rebuildNow>[1];
  const starts = async (): Promise<string[]> =>
    (await startsOf(routes, { event, client: 'other' })).map((start) =>
      start.kind === 'start' ? start.id : '',
    );
  await use('ann');
  await ask({ type: 'wish', id: 'letter/1', wish: {} }, 'gone');
  await use('bob');
  assert.equal(await starts(), []);
  await use('ann');
  assert.equal(await starts(), ['./ann/letter/1']);
});

test('hooks are told whose a download is, and have its id as the app has it', async () => {
  const { hookCalls } = await import('../../../src/sw/hook-calls.ts');
  const heard: unknown[] = [];
  const call = hookCalls({
    onStored: ({ download: { id, namespace } }) => void heard.push([id, namespace]),
  });
  await use('ann');
  await store(ID, 'of ann');
  const entry = await downloads.get(`./ann/${ID}`);
  assert.ok(entry);
  await use('bob');
  await call(entry, new FakeExtendableEvent('backgroundfetchsuccess') as never);
  assert.equal(heard, [[ID, 'ann']]);
});

test('a hook for records is told whose the download is, with the id that the app has', async () => {
  const { RouteStrategy } = await import('../../../src/sw/serve/route-strategy.ts');
  const heard: unknown[] = [];
  const strategy = new RouteStrategy(
    { cacheName: 'records' },
    ({ id, namespace }) => void heard.push([id, namespace]),
  );
  const url = `${SCOPE}${FILE}`;
  await strategy.store({
    event: Object.assign(new FakeExtendableEvent('fetch'), { registration: { id: `./ann/${ID}` } }) as never,
    url,
    request: new Request(url),
    response: new Response('of ann'),
    cacheKey: url,
    cache: await scope.caches.open('records'),
  });
  assert.equal(heard, [[ID, 'ann']]);
});

test('a strategy of the app, without network, finds nothing that a user has stored', async () => {
  const { BackgroundFetchStrategy } = await import('../../../src/sw/serve/background-fetch-strategy.ts');
  await use('ann');
  await store(ID, 'of ann');
  await (await scope.caches.open('precache')).put(`${SCOPE}shell`, new Response('shell'));
  const strategy = new BackgroundFetchStrategy();
  const handle = (path: string): Promise<string> => {
    const request = new Request(`${SCOPE}${path}`);
    const handler = {
      cacheMatch: async () => undefined,
      fetch: async () => Promise.reject(new Error('offline')),
    };
    return strategy._handle(request, handler as never).then(
      (response) => response.text(),
      (error: Error) => error.message,
    );
  };
  assert.is(await handle('shell'), 'shell');
  assert.is(await handle(FILE), 'offline');
});

test('what comes together comes for one user', async () => {
  const batches: string[] = [];
  for (const name of ['ann', 'bob']) {
    await use(name);
    const wishes = ['episode/1', 'episode/2'].map((id) => ({ id, wish: {} }));
    const [start] = await ask<Start[]>({ type: 'wishAll', wishes });
    assert.ok(start?.ids);
    assert.equal(start.ids, [`./${name}/episode/1`, `./${name}/episode/2`]);
    batches.push(start.id);
    running.add(start.id);
    for (const id of start.ids) await ask({ type: 'started', id });
  }
  assert.is(new Set(batches).size, 2);
  const all = await ask<DownloadSnapshot[]>({ type: 'list' });
  assert.equal(
    all.map(({ id, namespace, state, batch }) => [id, namespace, state, batch?.id]),
    ['episode/1', 'episode/2'].map((id) => [id, 'bob', 'downloading', batches[1]]),
  );
});

test('a list reads no more than what is listed', async () => {
  for (const name of ['', 'ann', 'ann2'])
    for (const n of [1, 2, 3]) {
      await use(name);
      await begin(`letter/${n}`);
    }
  const { getAll } = downloads;
  for (const name of ['', 'ann', 'ann2']) {
    await use(name);
    let read = 0;
    downloads.getAll = async (range) => {
      const entries = await getAll.call(downloads, range);
      read += entries.length;
      return entries;
    };
    try {
      assert.is((await listed()).length, 3);
    } finally {
      downloads.getAll = getAll;
    }
    assert.is(read, 3);
  }
});

test('pages are told when the namespace changes, and of removals as of what has their ids', async () => {
  await use('ann');
  assert.equal(
    told.map((news) => news.type === 'namespace' && news.namespace),
    ['ann'],
  );
  await use('ann');
  assert.is(told.length, 1);
  await store(ID, 'of ann');
  await ask({ type: 'remove', id: ID });
  const news = told.at(-1);
  assert.ok(news?.type === 'removed');
  assert.equal([news.id, news.namespace], [ID, 'ann']);
});

test('files that are the same for two users stay for the one when the other removes them', async () => {
  for (const name of ['ann', 'bob']) {
    await use(name);
    await store(ID, `of ${name}`);
  }
  await ask({ type: 'remove', id: ID });
  assert.is(await served(FILE), 'network');
  await use('ann');
  assert.is(await served(FILE), 'of ann');
});

for (const foreign of ['./ann/episode/1', './bob/episode/1', '../../episode/1'])
  for (const current of ['', 'bob'])
    test(`${foreign} is no id that a page of "${current}" can ask for`, async () => {
      await use('ann');
      await store(ID, 'of ann');
      await use(current);
      for (const type of ['get', 'remove', 'wish', 'files'] as const) {
        const question = { type, id: foreign, wish: {} } as never;
        const answer = await ask(question).catch((error: Error) => error.message);
        assert.ok(!answer || String(answer).includes('unknown-id'), String(answer));
      }
      await use('ann');
      assert.is(await served(FILE), 'of ann');
    });

test('errors speak of ids as the page has them', async () => {
  await use('ann');
  const message = await ask({ type: 'wish', id: 'other/1', wish: {} }).catch((error: Error) => error.message);
  assert.match(String(message), '"id":"other/1"');
});

test('a lost ledger is rebuilt for each by itself', async () => {
  await store(ID, 'common');
  for (const name of ['ann', '花/子']) {
    await use(name);
    await store(ID, `of ${name}`);
  }
  await store('episode/2', 'more');
  for (const entry of await downloads.getAll()) await downloads.delete(entry);
  await rebuildNow(routes, new FakeExtendableEvent('message') as unknown as Parameters<typeof rebuildNow>[1]);
  for (const [namespace, ids] of [
    ['', [ID]],
    ['ann', [ID]],
    ['花/子', [ID, 'episode/2']],
  ] as const) {
    await use(namespace);
    assert.equal((await listed()).sort(), ids);
    assert.is(await served(FILE), namespace ? `of ${namespace}` : 'common');
  }
});

test('while the ledger cannot be read, nothing of anybody is served', async () => {
  const { currentNamespace, forgetCurrent } = await import('../../../src/sw/namespaces/current.ts');
  await use('ann');
  await store(ID, 'of ann');
  await use('');
  await store(ID, 'common');
  forgetCurrent();
  const { read } = downloads;
  downloads.read = () => Promise.reject(new Error('broken'));
  try {
    assert.is(await served(FILE), 'network');
  } finally {
    downloads.read = read;
  }
  assert.is(await currentNamespace(), '');
  assert.is(await served(FILE), 'common');
});

test('another start of the worker finds the namespace that was the current one', async () => {
  const { forgetCurrent } = await import('../../../src/sw/namespaces/current.ts');
  await use('ann');
  await store(ID, 'of ann');
  forgetCurrent();
  assert.is(await served(FILE), 'of ann');
  assert.equal(await listed(), [ID]);
  assert.is(await use(), 'ann');
});

test.run();
