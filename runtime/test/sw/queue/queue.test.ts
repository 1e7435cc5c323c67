import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import type { Later, Plan, Start } from '../../../src/shared/protocol.ts';
import { askWorker, type Question } from '../../support/ask-worker.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { commit } = await import('../../../src/sw/commit/commit.ts');
const { reviewBehind } = await import('../../../src/sw/keep/review.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

const routes = compileRoutes(
  {
    routes: [
      {
        id: 'episode/:n',
        requests: [{ url: 'media/:n.mp3' }, { url: 'media/:n.jpg' }],
        cacheName: 'episodes',
        retry: { limit: 2, delays: [10, 60], jitter: 0, giveUpAfter: 3600 },
      },
      { id: 'once/:n', requests: [{ url: 'once/:n.mp3' }], cacheName: 'episodes' },
    ],
  },
  `${SCOPE}sw.js`,
  [],
);

/** The clock of the worker, and what the browser runs. */
const clock = { offset: 0 };
const { now } = Date;
const running = new Set<string>();
const { clients } = scope;
const manager = {
  get: async (id: string) => (running.has(id) ? { id, result: '', downloadTotal: 0 } : undefined),
  getIds: async () => [...running],
};

test.before(() => {
  Date.now = () => now.call(Date) + clock.offset;
  Object.assign(scope.registration, { backgroundFetch: manager });
  scope.clients = Object.assign({}, clients, { get: async (id: string) => (id === 'page' ? {} : undefined) });
  Object.assign(globalThis, { clients: scope.clients });
});
test.after(() => {
  Date.now = now;
  Object.assign(scope.registration, { backgroundFetch: undefined });
  scope.clients = clients;
  Object.assign(globalThis, { clients });
});

type ReviewEvent = Parameters<typeof reviewBehind>[2];

/** What a page is answered. */
const ask = <T>(question: Question, client = 'page', compiled = routes): Promise<T> =>
  askWorker(compiled, question, client);

async function begin(id: string): Promise<void> {
  assert.is((await ask<Plan>({ type: 'wish', id, wish: {} })).kind, 'start');
  running.add(id);
  await ask({ type: 'started', id });
}

/** Ends what runs: each file by its extension, with what has come for it, or nothing. */
async function end(id: string, answers: Record<string, Response | undefined>): Promise<DownloadSnapshot> {
  const download = routes.map((route) => route.resolve(id)).find((found) => found);
  assert.ok(download);
  const entries = Object.entries(answers).map(([type, response]) => {
    const responseReady = response ? Promise.resolve(response) : Promise.reject(new TypeError('failed'));
    responseReady.catch(() => undefined);
    return { request: new Request(`${SCOPE}media/${id.split('/')[1]}.${type}`), responseReady };
  });
  const isRight = Object.values(answers).every((response) => response?.ok);
  const registration = {
    id,
    result: isRight ? 'success' : 'failure',
    failureReason: isRight ? '' : 'bad-status',
    downloaded: 0,
    downloadTotal: 0,
    matchAll: async () => entries,
  };
  running.delete(id);
  const event = Object.assign(new FakeExtendableEvent('backgroundfetchfail'), {
    registration,
    updateUI: async () => undefined,
  });
  await commit(event as unknown as Parameters<typeof commit>[0], download);
  return (await ask<DownloadSnapshot | undefined>({ type: 'get', id })) as DownloadSnapshot;
}

const busy = (headers = {}): Response => new Response('', { status: 503, headers });
const right = (): Response => new Response('abc');

function urlsOf(starts: (Start | Later)[]): string[] {
  return starts.flatMap((start) => (start.kind === 'start' ? start.requests.map(({ url }) => url) : []));
}

test.after.each(async () => {
  clock.offset = 0;
  running.clear();
  for (const { id } of await downloads.getAll()) await ask({ type: 'remove', id });
});

test('a server that is busy costs nobody the download: only what is missing is asked for again', async () => {
  const id = 'episode/1';
  await begin(id);
  const waiting = await end(id, { mp3: busy(), jpg: right() });
  assert.is(waiting.state, 'waiting');
  assert.is(waiting.failureReason, 'bad-status');
  assert.equal(waiting.failures, [{ url: `${SCOPE}media/1.mp3`, reason: 'bad-status', status: 503 }]);
  assert.is(waiting.retry?.attempt, 1);
  const [later] = await ask<Later[]>({ type: 'waiting' });
  assert.equal(later, { kind: 'later', at: waiting.retry?.at as number });
  clock.offset = 11_000;
  const starts = await ask<(Start | Later)[]>({ type: 'waiting' });
  assert.equal(urlsOf(starts), [`${SCOPE}media/1.mp3`]);
  running.add(id);
  const again = await ask<DownloadSnapshot>({ type: 'started', id });
  assert.is(again.state, 'downloading');
  assert.equal(again.retry, waiting.retry);
  const stored = await end(id, { mp3: right() });
  assert.is(stored.state, 'stored');
  assert.is(stored.retry, undefined);
  assert.equal(await ask({ type: 'waiting' }), []);
});

test('it ends as failed when it has been asked for often enough, and begins anew by a press', async () => {
  const id = 'episode/2';
  await begin(id);
  for (const attempt of [1, 2]) {
    const waiting = await end(id, { mp3: busy(), jpg: attempt === 1 ? right() : undefined });
    assert.is(waiting.retry?.attempt, attempt);
    clock.offset += 70_000;
    assert.equal(urlsOf(await ask({ type: 'waiting' })), [`${SCOPE}media/2.mp3`]);
    running.add(id);
    await ask({ type: 'started', id });
  }
  const failed = await end(id, { mp3: busy() });
  assert.is(failed.state, 'failed');
  assert.is(failed.retry, undefined);
  assert.equal(failed.failures, [{ url: `${SCOPE}media/2.mp3`, reason: 'bad-status', status: 503 }]);
  await begin(id);
  assert.is((await end(id, { mp3: busy() })).retry?.attempt, 1);
});

test('what is not there is not asked for again', async () => {
  const id = 'episode/3';
  await begin(id);
  const failed = await end(id, { mp3: new Response('', { status: 404 }), jpg: right() });
  assert.is(failed.state, 'failed');
  assert.equal(await ask({ type: 'waiting' }), []);
});

test('a route without it fails at once', async () => {
  await ask({ type: 'wish', id: 'once/1', wish: {} });
  running.add('once/1');
  await ask({ type: 'started', id: 'once/1' });
  assert.is((await end('once/1', { mp3: busy() })).state, 'failed');
});

test('Retry-After is kept to', async () => {
  const id = 'episode/4';
  await begin(id);
  const { retry, failures } = await end(id, { mp3: busy({ 'Retry-After': '120' }), jpg: right() });
  assert.is(failures[0]?.retryAt, retry?.at);
  assert.ok((retry?.at ?? 0) > Date.now() + 115_000);
});

test('an abort while it waits is an abort, and keeps what is stored', async () => {
  const id = 'episode/5';
  await begin(id);
  await end(id, { mp3: busy(), jpg: right() });
  const { state, failureReason } = await ask<DownloadSnapshot>({ type: 'refused', id, code: 'aborted' });
  assert.equal([state, failureReason], ['aborted', 'aborted']);
  assert.ok(await scope.caches.match(`${SCOPE}media/5.jpg`));
  assert.equal(await ask({ type: 'waiting' }), []);
});

test('a press while it waits does not wait', async () => {
  const id = 'episode/6';
  await begin(id);
  await end(id, { mp3: busy(), jpg: right() });
  const plan = await ask<Plan>({ type: 'wish', id, wish: {} });
  assert.equal(urlsOf([plan as Start]), [`${SCOPE}media/6.mp3`]);
  // Refused for good, it is what it was.
  assert.is(await ask({ type: 'refused', id, code: 'permission-denied' }), undefined);
  assert.is((await downloads.get(id))?.state, 'failed');
});

test('one more than the browser takes waits until another has ended', async () => {
  const id = 'episode/7';
  for (const other of ['a', 'b', 'c', 'd', 'e']) running.add(other);
  const plan = await ask<Plan>({ type: 'wish', id, wish: {} });
  assert.is(plan.kind, 'waiting');
  const { state, retry } = (await downloads.get(id)) ?? {};
  assert.is(state, 'waiting');
  assert.equal([retry?.attempt, retry?.at], [0, 0]);
  const [later] = await ask<Later[]>({ type: 'waiting' });
  assert.ok(later?.kind === 'later' && later.at > Date.now() + 9e8 && later.at <= Date.now() + 1e9);
  running.delete('a');
  assert.is(urlsOf(await ask({ type: 'waiting' })).length, 2);
});

test('one that the browser refuses although there is room is tried again after a while, and not at once', async () => {
  const id = 'episode/7';
  await ask({ type: 'wish', id, wish: {} });
  const { state, retry } = await ask<DownloadSnapshot>({ type: 'refused', id, code: 'too-many-downloads' });
  assert.is(state, 'waiting');
  assert.is(retry?.attempt, 1);
  assert.equal(await ask<Later[]>({ type: 'waiting' }), [{ kind: 'later', at: retry?.at as number }]);
  clock.offset = 11_000;
  assert.is(urlsOf(await ask({ type: 'waiting' })).length, 2);
});

test('no more are started than there is room for', async () => {
  const ids = Array.from({ length: 8 }, (_, n) => `episode/many-${n}`);
  for (const id of ids) {
    await ask({ type: 'wish', id, wish: {} });
    await ask({ type: 'refused', id, code: 'too-many-downloads' });
  }
  clock.offset = 11_000;
  const starts = await ask<(Start | Later)[]>({ type: 'waiting' });
  assert.is(starts.filter(({ kind }) => kind === 'start').length, 5);
  assert.is(starts.filter(({ kind }) => kind === 'later').length, 1);
});

const oneByOne = compileRoutes(
  {
    concurrency: 1,
    routes: [
      {
        id: 'episode/:n',
        requests: [{ url: 'media/:n.mp3' }],
        cacheName: 'episodes',
        retry: { limit: 1, delays: [1], jitter: 0, giveUpAfter: 3600 },
      },
    ],
  },
  `${SCOPE}sw.js`,
  [],
);

test('one at a time, the most urgent first, and of several the one that has waited the longest', async () => {
  const priorities: [id: string, priority: number | undefined][] = [
    ['episode/a', undefined],
    ['episode/b', undefined],
    ['episode/c', 5],
    ['episode/d', -1],
    ['episode/e', 5],
  ];
  const kinds: string[] = [];
  for (const [id, priority] of priorities) {
    clock.offset += 10;
    const wish = priority === undefined ? {} : { priority };
    kinds.push((await ask<Plan>({ type: 'wish', id, wish }, 'page', oneByOne)).kind);
  }
  assert.equal(kinds, ['start', 'waiting', 'waiting', 'waiting', 'waiting']);
  // The first one is being started by a page that lives.
  assert.equal(
    (await ask<(Start | Later)[]>({ type: 'waiting' }, 'page', oneByOne)).map(({ kind }) => kind),
    ['later'],
  );
  const order: string[] = [];
  for (let id: string | undefined = 'episode/a'; id; ) {
    order.push(id);
    running.add(id);
    await ask({ type: 'started', id }, 'page', oneByOne);
    assert.equal(
      (await ask<(Start | Later)[]>({ type: 'waiting' }, 'page', oneByOne)).map(({ kind }) => kind),
      order.length < priorities.length ? ['later'] : [],
    );
    await end(id, { mp3: right() });
    const next = await ask<(Start | Later)[]>({ type: 'waiting' }, 'page', oneByOne);
    const [start] = next.filter((one) => one.kind === 'start');
    id = start?.id;
  }
  assert.equal(order, ['episode/a', 'episode/c', 'episode/e', 'episode/b', 'episode/d']);
});

test('a page that has gone holds no place', async () => {
  await ask({ type: 'wish', id: 'episode/a', wish: {} }, 'gone', oneByOne);
  assert.is((await ask<Plan>({ type: 'wish', id: 'episode/b', wish: {} }, 'page', oneByOne)).kind, 'start');
});

test('an abort of what was never started leaves nothing', async () => {
  const id = 'episode/8';
  await ask({ type: 'wish', id, wish: {} });
  await ask({ type: 'refused', id, code: 'too-many-downloads' });
  assert.is(await ask({ type: 'refused', id, code: 'aborted' }), undefined);
  assert.is(await downloads.get(id), undefined);
});

test('a start that the browser refuses without a reason is tried again', async () => {
  const id = 'episode/9';
  await ask({ type: 'wish', id, wish: {} });
  const { state, retry } = await ask<DownloadSnapshot>({ type: 'refused', id, code: 'start-refused' });
  assert.is(state, 'waiting');
  assert.is(retry?.attempt, 1);
});

test('what a user has not allowed is not tried again', async () => {
  const id = 'episode/10';
  await ask({ type: 'wish', id, wish: {} });
  assert.is(await ask({ type: 'refused', id, code: 'permission-denied' }), undefined);
  assert.is(await downloads.get(id), undefined);
});

test('what the browser has dropped is asked for again, and what it has evicted is not', async () => {
  const id = 'episode/11';
  await begin(id);
  running.delete(id);
  await reviewBehind(routes, [id], new FakeExtendableEvent('message') as unknown as ReviewEvent);
  const lost = await downloads.get(id);
  assert.equal([lost?.state, lost?.failureReason, lost?.retry?.attempt], ['waiting', 'lost', 1]);
  assert.is(urlsOf(await ask({ type: 'waiting' })).length, 2);
  running.add(id);
  await ask({ type: 'started', id });
  assert.is((await end(id, { mp3: right(), jpg: right() })).state, 'stored');
  await (await scope.caches.open('episodes')).delete(`${SCOPE}media/11.mp3`);
  await reviewBehind(routes, [id], new FakeExtendableEvent('message') as unknown as ReviewEvent);
  assert.is((await downloads.get(id))?.state, 'failed');
});

/** Has the browser tell what is free while something is done. */
async function withFree(free: number, action: () => Promise<void>): Promise<void> {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  const storage = { estimate: async () => ({ quota: free, usage: 0 }) };
  Object.defineProperty(globalThis, 'navigator', { value: { storage }, configurable: true });
  await action().finally(() =>
    Object.defineProperty(globalThis, 'navigator', before ?? { value: undefined }),
  );
}

test('what there is no room for keeps what is stored, and goes on when there is more room', async () => {
  const id = 'episode/12';
  const cache = await scope.caches.open('episodes');
  const { put } = cache;
  cache.put = async (key, response) => {
    if (String(key).endsWith('.mp3')) throw new DOMException('no room', 'QuotaExceededError');
    return put.call(cache, key, response);
  };
  await begin(id);
  await withFree(100, async () => {
    const waiting = await end(id, { mp3: right(), jpg: right() });
    assert.is(waiting.state, 'waiting');
    assert.equal(waiting.failures, [{ url: `${SCOPE}media/12.mp3`, reason: 'quota-exceeded', status: 200 }]);
    assert.equal([waiting.retry?.for, waiting.retry?.free], ['room', 100]);
    assert.ok(await cache.match(`${SCOPE}media/12.jpg`), 'what came is kept');
    const [later] = await ask<Later[]>({ type: 'waiting' });
    assert.equal(later?.kind, 'later', 'nothing has changed');
  });
  cache.put = put;
  await withFree(101, async () =>
    assert.equal(urlsOf(await ask({ type: 'waiting' })), [`${SCOPE}media/12.mp3`]),
  );
});

test('one that waits for room is not begun where a page finds none', async () => {
  const id = 'episode/13';
  await begin(id);
  await end(id, { mp3: busy(), jpg: right() });
  clock.offset = 11_000;
  assert.is(urlsOf(await ask({ type: 'waiting' })).length, 1);
  const waiting = await ask<DownloadSnapshot>({ type: 'refused', id, code: 'quota-exceeded' });
  assert.equal([waiting.state, waiting.retry?.for, waiting.retry?.at], ['waiting', 'room', 0]);
});

test.run();
