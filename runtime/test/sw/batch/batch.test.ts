import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import { parseConfig } from '../../../src/shared/parsed-config.ts';
import type { Later, Plan, Start } from '../../../src/shared/protocol.ts';
import { askWorker, type Question } from '../../support/ask-worker.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { everything } = await import('../../../src/sw/everything.ts');
const { compileRoutes } = await import('../../../src/sw/routes/routes.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');
const { turnOf } = await import('../../../src/sw/commit/in-turn.ts');
const { reviewBehind } = await import('../../../src/sw/keep/review.ts');
const { registerRoutes } = await import('../../../src/sw/register-routes.ts');
const { plainStorage } = await import('../../../src/sw/serve/plain-storage.ts');

const config = parseConfig({
  // What one test leaves does not keep the next waiting.
  concurrency: 100,
  routes: [
    {
      id: 'batch/:n',
      title: 'Number :n',
      requests: [{ url: 'batch/:n.mp3' }, { url: 'batch/cover.jpg' }],
      cacheName: 'batches',
      click: 'player/:n',
      retry: { limit: 2, delays: [10], jitter: 0, giveUpAfter: 3600 },
    },
    {
      id: 'sized/:n',
      requests: [{ url: 'sized/:n.mp3', size: 300 }],
      cacheName: 'batches',
      retry: { limit: 1, delays: [10], jitter: 0, giveUpAfter: 60 },
    },
    {
      id: 'held/:n',
      requests: [{ url: 'held/:n.mp3' }],
      cacheName: 'batches',
      conditions: { minimumFree: 1e15 },
    },
    { id: 'once/:n', requests: [{ url: 'once/:n.mp3' }], cacheName: 'batches' },
  ],
});

/** What the browser runs, by its id. */
const running = new Map<string, { start: Start; result: string; isAborted: boolean }>();
/** What the app's hooks were called for: type and id. */
const heard: string[] = [];
const opened: string[] = [];
const { clients } = scope;

type ReviewEvent = Parameters<typeof reviewBehind>[2];

const test = suite('several downloads, one background fetch');

const routes = compileRoutes(config, `${SCOPE}sw.js`, { toStorage: plainStorage, ...everything });

test.before(() => {
  const backgroundFetch = {
    async get(id: string) {
      const found = running.get(id);
      if (!found) return undefined;
      const abort = async (): Promise<boolean> => {
        found.isAborted = true;
        running.delete(id);
        return true;
      };
      return {
        id,
        result: found.result,
        downloaded: 0,
        downloadTotal: found.start.options.downloadTotal,
        abort,
      };
    },
    getIds: async () => [...running.keys()],
  };
  Object.assign(scope.registration, { backgroundFetch });
  scope.clients = Object.assign({}, clients, {
    get: async (id: string) => (id === 'page' ? {} : undefined),
    matchAll: async () => [],
    openWindow: async (url: string) => void opened.push(url),
  }) as unknown as typeof clients;
  const reportError = (error: unknown): void => assert.unreachable(String((error as Error).stack));
  Object.assign(globalThis, { clients: scope.clients, reportError });
  registerRoutes(config, {
    toStorage: plainStorage,
    ...everything,
    callHook: async ({ id }, event) => void heard.push(`${(event as unknown as Event).type.slice(15)} ${id}`),
  });
});
test.before.each(() => {
  heard.length = 0;
  running.clear();
});
test.after(async () => {
  running.clear();
  for (const entry of await downloads.getAll()) await downloads.delete(entry);
  // What is still being reviewed would hold up the tests of others.
  await reviewBehind(routes, [], new FakeExtendableEvent('message') as unknown as ReviewEvent);
  Object.assign(scope.registration, { backgroundFetch: undefined });
  scope.clients = clients;
  Object.assign(globalThis, { clients });
});

const ask = <T>(question: Question, client = 'page'): Promise<T> => askWorker(routes, question, client);

const get = (id: string): Promise<DownloadSnapshot | undefined> => ask({ type: 'get', id });
const statesOf = async (ids: string[]): Promise<(string | undefined)[]> =>
  Promise.all(ids.map(async (id) => (await get(id))?.state));

/** Asks for all of them, and has the browser take what is to be started. */
async function begin(ids: string[], title?: string): Promise<Start> {
  const plans = await ask<Plan[]>({ type: 'wishAll', wishes: ids.map((id) => ({ id, wish: {} })), title });
  const start = plans.find((plan): plan is Start => plan.kind === 'start');
  assert.ok(start);
  running.set(start.id, { start, result: '', isAborted: false });
  for (const id of start.ids ?? [start.id]) await ask({ type: 'started', id });
  return start;
}

async function startsFor(question: Question): Promise<Start[]> {
  const answer = await ask<(Start | Later)[]>(question);
  return answer.filter((each): each is Start => each.kind === 'start');
}

/** Fires an event of the browser's, and waits for all that it leads to. */
async function fire(type: string, id: string, members: object): Promise<void> {
  const event = Object.assign(new FakeExtendableEvent(type), {
    registration: { id, failureReason: '', downloaded: 0, downloadTotal: 0, ...members },
    updateUI: async () => undefined,
  });
  self.dispatchEvent(event);
  for (const promise of event.promises) await promise;
}

/** Ends a background fetch: what answers a file has, by the end of its URL; all others are right. */
async function end(start: Start, answers: Record<string, () => Response> = {}): Promise<void> {
  running.delete(start.id);
  const make = (url: string) => {
    const [, answer = () => new Response('abc')] =
      Object.entries(answers).find(([ending]) => url.endsWith(ending)) ?? [];
    return { request: new Request(url), responseReady: Promise.resolve(answer()) };
  };
  const isRight = Object.keys(answers).length === 0;
  await fire(`backgroundfetch${isRight ? 'success' : 'fail'}`, start.id, {
    result: isRight ? 'success' : 'failure',
    failureReason: isRight ? '' : 'bad-status',
    matchAll: async () => start.requests.map(({ url }) => make(url)),
    match: async ({ url }: Request) => make(url),
  });
}

test('what is missing of all of them is one background fetch', async () => {
  const start = await begin(['batch/a', 'batch/b'], 'Two of them');
  assert.equal(start.ids, ['batch/a', 'batch/b']);
  assert.equal(
    start.requests.map(({ url }) => url),
    ['a.mp3', 'cover.jpg', 'b.mp3'].map((name) => `${SCOPE}batch/${name}`),
    'what two of them have comes once',
  );
  assert.is(start.options.title, 'Two of them');
  assert.equal(await statesOf(['batch/a', 'batch/b']), ['downloading', 'downloading']);
  assert.equal((await get('batch/a'))?.batch, { id: start.id, title: 'Two of them', share: 0.5 });
  await end(start);
  assert.equal(await statesOf(['batch/a', 'batch/b']), ['stored', 'stored']);
  assert.equal(heard, ['success batch/a', 'success batch/b']);
  const plans = await ask<Plan[]>({
    type: 'wishAll',
    wishes: ['batch/a', 'batch/c', 'batch/b'].map((id) => ({ id, wish: {} })),
  });
  assert.equal(
    plans.map((plan) => [plan.kind, 'download' in plan ? plan.download.id : [plan.id, plan.ids]]),
    [
      ['stored', 'batch/a'],
      ['stored', 'batch/b'],
      ['start', ['batch/c', undefined]],
    ],
    'one that is left comes by itself',
  );
});

test('the total is the sum, where all are known', async () => {
  const start = await begin(['sized/1', 'sized/2']);
  assert.is(start.options.downloadTotal, 600);
  assert.is(start.options.title, 'sized/1, sized/2');
  assert.equal([(await get('sized/1'))?.downloadTotal, (await get('sized/1'))?.batch?.share], [300, 0.5]);
});

test('a list with many of them looks none up that is under way', async () => {
  const start = await begin(['batch/l1', 'batch/l2']);
  const list = await ask<DownloadSnapshot[]>({ type: 'list' });
  assert.equal(
    list.filter(({ batch }) => batch?.id === start.id).map(({ id, state }) => [id, state]),
    [
      ['batch/l1', 'downloading'],
      ['batch/l2', 'downloading'],
    ],
  );
  assert.not(list.some(({ id }) => id === start.id));
});

test('one that fails takes no other with it, and is asked for again', async () => {
  const start = await begin(['batch/f1', 'batch/f2', 'batch/f3']);
  await end(start, { 'f2.mp3': () => new Response('', { status: 503 }) });
  assert.equal(await statesOf(['batch/f1', 'batch/f2', 'batch/f3']), ['stored', 'waiting', 'stored']);
  const failed = await get('batch/f2');
  assert.is(failed?.retry?.attempt, 1);
  assert.equal(
    failed?.failures.map(({ url, status }) => [url, status]),
    [[`${SCOPE}batch/f2.mp3`, 503]],
  );
});

test('where the whole is larger than it was to be, each is tried by itself', async () => {
  const start = await begin(['batch/x1', 'batch/x2']);
  running.delete(start.id);
  await fire('backgroundfetchfail', start.id, {
    result: 'failure',
    failureReason: 'download-total-exceeded',
    matchAll: async () => [],
  });
  assert.equal(await statesOf(['batch/x1', 'batch/x2']), ['waiting', 'waiting']);
  assert.equal(
    (await startsFor({ type: 'waiting' })).map(({ id, ids }) => [id, ids]),
    [
      ['batch/x1', undefined],
      ['batch/x2', undefined],
    ],
  );
});

test('one that waits for room when the others are started is none of theirs', async () => {
  const { navigator } = globalThis as { navigator?: unknown };
  const storage = { estimate: async () => ({ quota: 1000 }) };
  Object.defineProperty(globalThis, 'navigator', { value: { storage }, configurable: true });
  const start = await begin(['batch/h1', 'held/1', 'batch/h2']);
  assert.equal(start.ids, ['batch/h1', 'batch/h2']);
  assert.is((await get('held/1'))?.retry?.for, 'room');
  const asked: string[] = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (request) => {
    asked.push((request as Request).url);
    return Response.error();
  };
  await end(start);
  globalThis.fetch = fetch;
  assert.equal(await statesOf(['batch/h1', 'held/1', 'batch/h2']), ['stored', 'waiting', 'stored']);
  assert.equal(asked, [], 'nothing of it is fetched');
  await ask({ type: 'remove', id: 'held/1' });
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
});

test('all are being stored from the beginning, however many: none is taken for lost', async () => {
  const ids = Array.from({ length: 9 }, (_, n) => `batch/s${n}`);
  const start = await begin(ids);
  running.delete(start.id);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const done = fire('backgroundfetchsuccess', start.id, {
    result: 'success',
    matchAll: async () => {
      await held;
      return start.requests.map(({ url }) => ({
        request: new Request(url),
        responseReady: Promise.resolve(new Response('abc')),
      }));
    },
    match: async () => undefined,
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (const id of ids) assert.ok(turnOf(id), `${id} has its turn`);
  release();
  await done;
  assert.equal(new Set(await statesOf(ids)), new Set(['stored']));
});

test('one that is aborted leaves the others; with the last one the browser stops', async () => {
  const start = await begin(['batch/o1', 'batch/o2']);
  const found = running.get(start.id);
  const left = await ask<DownloadSnapshot>({ type: 'refused', id: 'batch/o1', code: 'aborted' });
  assert.is(left.state, 'aborted');
  assert.equal(heard, []);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(heard, ['abort batch/o1']);
  assert.is(found?.isAborted, false);
  assert.equal(await statesOf(['batch/o1', 'batch/o2']), ['aborted', 'downloading']);
  await ask({ type: 'refused', id: 'batch/o2', code: 'aborted' });
  assert.is(found?.isAborted, true);
  assert.equal(await statesOf(['batch/o1', 'batch/o2']), ['aborted', 'aborted']);
});

test('one that is removed leaves the others', async () => {
  const start = await begin(['batch/r1', 'batch/r2']);
  assert.is(await ask({ type: 'remove', id: 'batch/r1' }), true);
  assert.is(await get('batch/r1'), undefined);
  assert.is(running.get(start.id)?.isAborted, false);
  await end(start);
  assert.equal(await statesOf(['batch/r1', 'batch/r2']), [undefined, 'stored']);
});

test('what the user aborts is aborted for all of them', async () => {
  const start = await begin(['batch/u1', 'batch/u2']);
  running.delete(start.id);
  await fire('backgroundfetchabort', start.id, { result: 'failure', matchAll: async () => [] });
  assert.equal(await statesOf(['batch/u1', 'batch/u2']), ['aborted', 'aborted']);
  assert.equal(heard, ['abort batch/u1', 'abort batch/u2']);
});

test('a click leads to the page of the first', async () => {
  opened.length = 0;
  const start = await begin(['batch/k1', 'batch/k2']);
  await fire('backgroundfetchclick', start.id, { result: '' });
  await end(start);
  await fire('backgroundfetchclick', start.id, { result: 'success' });
  assert.equal(opened, [`${SCOPE}player/k1`, `${SCOPE}player/k1`]);
});

test('too many for one: the others come together when there is room', async () => {
  const ids = Array.from({ length: 53 }, (_, n) => `batch/m${n}`);
  const start = await begin(ids);
  assert.is(start.ids?.length, 50);
  assert.equal(await statesOf(ids.slice(50)), ['waiting', 'waiting', 'waiting']);
  await end(start);
  assert.equal(
    (await startsFor({ type: 'waiting', most: 1 })).map((each) => each.ids),
    [ids.slice(50)],
  );
});

test('what a page has left that has gone, another one starts: together', async () => {
  const ids = ['batch/g1', 'batch/g2'];
  await ask({ type: 'wishAll', wishes: ids.map((id) => ({ id, wish: {} })), title: 'Gone' }, 'gone');
  const [start] = await startsFor({ type: 'waiting' });
  assert.equal([start?.ids, start?.options.title], [ids, 'Gone']);
});

test('two pages that ask for the same are given the same to start, of which the browser takes one', async () => {
  const wishes = ['batch/p1', 'batch/p2'].map((id) => ({ id, wish: {} }));
  const plans = await Promise.all(
    ['page', 'other'].map((client) => ask<[Start]>({ type: 'wishAll', wishes }, client)),
  );
  const [[one], [two]] = plans as [[Start], [Start]];
  assert.is(one.id, two.id);
  assert.equal(one.ids, ['batch/p1', 'batch/p2']);
});

test('those that come together are asked for again together, but for one that the server has put off', async () => {
  const ids = ['batch/j1', 'batch/j2', 'batch/j3'];
  const start = await begin(ids);
  const busy = (headers = {}) => new Response('', { status: 503, headers });
  await end(start, {
    'j1.mp3': busy,
    'j2.mp3': busy,
    'j3.mp3': () => busy({ 'Retry-After': '600' }),
  });
  assert.equal(await statesOf(ids), ['waiting', 'waiting', 'waiting']);
  // Each has its own delay, by chance.
  const { now } = Date;
  const put = async (id: string, at: number) => {
    const entry = await downloads.get(id);
    if (entry?.retry) await downloads.put({ ...entry, retry: { ...entry.retry, at } });
  };
  await put('batch/j1', now() + 9_000);
  await put('batch/j2', now() + 12_000);
  Date.now = () => now() + 10_000;
  const starts = await startsFor({ type: 'waiting' }).finally(() => {
    Date.now = now;
  });
  const [mine] = starts.filter(({ ids }) => ids?.includes('batch/j1'));
  assert.equal(mine?.ids, ['batch/j1', 'batch/j2']);
  assert.is((await get('batch/j3'))?.state, 'waiting');
});

test('what no route knows keeps none of the others', async () => {
  const plans = await ask<Plan[]>({
    type: 'wishAll',
    wishes: [
      { id: 'nowhere', wish: {} },
      { id: 'once/1', wish: {} },
      { id: 'batch/n1', wish: { metadata: 'x'.repeat(70_000) } },
      { id: 'batch/n2', wish: {} },
    ],
  });
  assert.equal(
    plans.map((plan) => plan.kind === 'start' && plan.id),
    ['batch/n2'],
  );
});

test.run();
