import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { deferred } from '../../../src/shared/deferred.ts';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import { parseConfig } from '../../../src/shared/parsed-config.ts';
import type { News, Plan } from '../../../src/shared/protocol.ts';
import type { LedgerEntry } from '../../../src/store/schema.ts';
import type { Question } from '../../support/ask-worker.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { compileRoutes } = await import('../../../src/sw/routes/routes.ts');
const { everything } = await import('../../../src/sw/everything.ts');
const { plainStorage } = await import('../../../src/sw/serve/plain-storage.ts');
const { commit } = await import('../../../src/sw/commit/commit.ts');
const { askWorker } = await import('../../support/ask-worker.ts');
const { settle } = await import('../../../src/sw/commit/settle.ts');
const { inTurn } = await import('../../../src/sw/commit/in-turn.ts');
const { toEntry } = await import('../../../src/sw/routes/to-entry.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');
const { touch } = await import('../../../src/sw/limits/uses.ts');
const { serve } = await import('../../../src/sw/serve/serve.ts');
const { findDownload } = await import('../../../src/sw/routes/find-download.ts');

const CACHE = 'limited';
const SIZE = 3;
const routes = compileRoutes(
  parseConfig({
    routes: [
      {
        id: 'episode/:n',
        requests: [
          { url: ':n.mp3', size: SIZE },
          { url: 'shared.jpg', size: SIZE },
        ],
        cacheName: CACHE,
        expiration: { maxEntries: 2 },
      },
      { id: 'book/:n', requests: [{ url: 'book-:n.pdf', size: SIZE }], cacheName: CACHE },
    ],
  }),
  `${SCOPE}sw.js`,
  { toStorage: plainStorage, ...everything },
);
const { limits } = routes[0] as (typeof routes)[number];
assert.ok(limits);

let clock = Date.now();
const { now } = Date;
test.before.each(async () => {
  Date.now = () => clock;
  clock += 3_600_000;
  for (const entry of await downloads.getAll()) await downloads.delete(entry);
});
test.after(() => {
  Date.now = now;
});

/** Stores a download, a minute after the one before. */
async function store(id: string): Promise<void> {
  clock += 60_000;
  const download = findDownload(routes, id);
  assert.ok(download);
  const cache = await scope.caches.open(CACHE);
  for (const { key } of download.files) await cache.put(key, new Response('abc'));
  await downloads.putSet(toEntry(download, undefined, { state: 'downloading', wanted: 1 }), download.files);
  const event = new FakeExtendableEvent('message') as never;
  assert.is((await settle(download, event, { failureReason: '' })).state, 'stored');
}

const idsOf = async (): Promise<string[]> => (await downloads.getAll()).map(({ id }) => id);

const isCached = async (file: string): Promise<boolean> =>
  Boolean(await (await scope.caches.open(CACHE)).match(`${SCOPE}${file}`));

/** Has a page ask for a file. Gives what the answer is when it is there, and what goes on behind it. */
function ask(file: string): { response: Promise<Response>; behind: Promise<unknown>[] } {
  const answers: Promise<Response>[] = [];
  const event = Object.assign(new FakeExtendableEvent('fetch'), {
    request: new Request(`${SCOPE}${file}`),
    respondWith: (response: Promise<Response>) => void answers.push(response),
  });
  serve(event as never, routes);
  return { response: answers[0] as Promise<Response>, behind: event.promises };
}

async function use(file: string): Promise<void> {
  const { response, behind } = ask(file);
  assert.is((await response).status, 200);
  await Promise.all(behind);
}

test('what is too much goes with its files, but for those that others have; other routes keep all', async () => {
  for (const id of ['book/1', 'book/2', 'book/3', 'episode/1', 'episode/2', 'episode/3']) await store(id);
  await limits.tidy();
  assert.equal(await idsOf(), ['book/1', 'book/2', 'book/3', 'episode/2', 'episode/3']);
  assert.equal(
    [await isCached('1.mp3'), await isCached('2.mp3'), await isCached('shared.jpg')],
    [false, true, true],
  );
});

test('pages hear of it as of any that is removed', async () => {
  for (const id of ['episode/1', 'episode/2', 'episode/3']) await store(id);
  const heard: News[] = [];
  const { matchAll } = scope.clients;
  scope.clients.matchAll = async () => [{ postMessage: (news: News) => void heard.push(news) }];
  await limits.tidy().finally(() => Object.assign(scope.clients, { matchAll }));
  assert.equal(
    heard.map((news) => [news.type, 'id' in news && news.id]),
    [['removed', 'episode/1']],
  );
});

test('serving is use: it is noted once, behind the answer, and nobody hears of it', async () => {
  for (const id of ['episode/1', 'episode/2']) await store(id);
  const before = await downloads.get('episode/1');
  const heard: unknown[] = [];
  const { matchAll } = scope.clients;
  scope.clients.matchAll = async () => [{ postMessage: (news: unknown) => void heard.push(news) }];
  clock += 600_000;
  const usedAt = clock;
  await use('1.mp3');
  clock += 1_000;
  await use('1.mp3');
  Object.assign(scope.clients, { matchAll });
  assert.equal(await downloads.get('episode/1'), { ...before, usedAt });
  assert.equal(heard, []);
  await store('episode/3');
  await limits.tidy();
  assert.equal(await idsOf(), ['episode/1', 'episode/3']);
});

test('a response does not wait for the ledger to note it', async () => {
  await store('episode/1');
  const { write } = downloads;
  const written = deferred<void>();
  let isNoted = false;
  downloads.write = () =>
    written.promise.then(() => {
      isNoted = true;
    });
  const { response, behind } = ask('1.mp3');
  assert.is(await (await response).text(), 'abc');
  assert.is(isNoted, false);
  written.resolve();
  await Promise.all(behind);
  downloads.write = write;
  assert.is(isNoted, true);
});

test('one that is removed at the same time stays removed', async () => {
  await store('episode/1');
  const entry = await downloads.get('episode/1');
  assert.ok(entry);
  await Promise.all([downloads.delete(entry), touch(['episode/1'], clock)]);
  assert.is(await downloads.get('episode/1'), undefined);
});

test('one that something is being done for is left alone, and nobody waits for it', async () => {
  for (const id of ['episode/1', 'episode/2', 'episode/3']) await store(id);
  let finish = (): void => undefined;
  const busy = inTurn(
    'episode/1',
    () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  );
  await limits.tidy();
  assert.equal(await idsOf(), ['episode/1', 'episode/2', 'episode/3']);
  await Promise.resolve();
  finish();
  await busy;
  await limits.tidy();
  assert.equal(await idsOf(), ['episode/2', 'episode/3']);
});

test('one that the browser runs is left alone', async () => {
  for (const id of ['episode/1', 'episode/2', 'episode/3']) await store(id);
  const get = async (id: string) => (id === 'episode/1' ? { id, result: '' } : undefined);
  Object.assign(scope.registration, { backgroundFetch: { get } });
  await limits.tidy().finally(() => Object.assign(scope.registration, { backgroundFetch: undefined }));
  assert.equal(await idsOf(), ['episode/1', 'episode/2', 'episode/3']);
});

/** Has the browser tell what is free while a page asks for a download. */
async function planWithFree(free: number, id: string): Promise<Plan> {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  const storage = { estimate: async () => ({ quota: free + 10, usage: 10 }) };
  Object.defineProperty(globalThis, 'navigator', { value: { storage }, configurable: true });
  const plan = askWorker<Plan>(routes, { type: 'wish', id, wish: {} }, 'page');
  return plan.finally(() => {
    if (before) Object.defineProperty(globalThis, 'navigator', before);
    else Reflect.deleteProperty(globalThis, 'navigator');
  });
}

for (const [free, expected] of [
  // The copy counts.
  [2 * SIZE, ['episode/1', 'episode/2']],
  [2 * SIZE - 1, ['episode/2']],
] as const)
  test(`with ${free} bytes that are free, room is made before the start for ${2 * SIZE}`, async () => {
    for (const id of ['book/1', 'episode/1', 'episode/2']) await store(id);
    assert.is((await planWithFree(free, 'book/9')).kind, 'start');
    assert.equal(await idsOf(), ['book/1', 'book/9', ...expected]);
  });

test('where all of them would not do, all stay', async () => {
  for (const id of ['book/1', 'episode/1']) await store(id);
  assert.is((await planWithFree(0, 'book/9')).kind, 'start');
  assert.equal(await idsOf(), ['book/1', 'book/9']);
  await store('episode/1');
  assert.is((await planWithFree(-1, 'book/8')).kind, 'start');
  assert.equal(await idsOf(), ['book/1', 'book/8', 'book/9', 'episode/1']);
});

/** Has a background fetch bring the files of a download. Its bodies can be read once, as the browser's. */
async function bring(id: string): Promise<LedgerEntry> {
  const download = findDownload(routes, id);
  assert.ok(download);
  await downloads.putSet(toEntry(download, undefined, { state: 'downloading', wanted: 1 }), download.files);
  const match = async ({ url }: Request) => ({
    request: new Request(url),
    responseReady: Promise.resolve(new Response('abc', { headers: { 'content-length': `${SIZE}` } })),
  });
  const registration = {
    id,
    result: 'success',
    failureReason: '',
    downloaded: 0,
    match,
    matchAll: () => Promise.all(download.files.map(({ request }) => match(new Request(request.url)))),
  };
  const event = Object.assign(new FakeExtendableEvent('backgroundfetchsuccess'), {
    registration,
    updateUI: async () => undefined,
  });
  const entry = await commit(event as never, download);
  await Promise.all(event.promises);
  return entry;
}

/** Lets a disk have room for no more than some files while something is done. */
async function whileFull(most: number, action: () => Promise<void>): Promise<void> {
  const cache = await scope.caches.open(CACHE);
  const { put } = cache;
  cache.put = async (key, response) => {
    await response.arrayBuffer();
    if ((await cache.keys()).length >= most) throw new DOMException('no room', 'QuotaExceededError');
    return put.call(cache, key, new Response('abc'));
  };
  await action().finally(() => Object.assign(cache, { put }));
}

test('a full disk in the middle of a commit: what was used before all others goes, and the rest is stored', async () => {
  await scope.caches.delete(CACHE);
  for (const id of ['book/1', 'episode/1', 'episode/2']) await store(id);
  clock += 60_000;
  await whileFull(4, async () => assert.is((await bring('book/2')).state, 'stored'));
  assert.equal(await idsOf(), ['book/1', 'book/2', 'episode/2']);
});

test('a full disk with nothing to remove: it fails for that, and all that was stored stays', async () => {
  await scope.caches.delete(CACHE);
  await store('book/1');
  await store('episode/1');
  await downloads.put({ ...((await downloads.get('episode/1')) as LedgerEntry), pinned: true });
  await whileFull(3, async () => {
    const { state, failureReason } = await bring('book/2');
    assert.equal([state, failureReason], ['failed', 'quota-exceeded']);
  });
  assert.equal(await idsOf(), ['book/1', 'book/2', 'episode/1']);
  assert.ok(await isCached('1.mp3'));
});

test('a download that is stored has those removed that are too many', async () => {
  await scope.caches.delete(CACHE);
  for (const id of ['episode/1', 'episode/2']) await store(id);
  clock += 60_000;
  await bring('episode/3');
  assert.equal(await idsOf(), ['episode/2', 'episode/3']);
});

test('a page pins a download with its wish, and changes it later', async () => {
  const ask = <T>(question: Question): Promise<T> => askWorker(routes, question, 'page');
  await ask({ type: 'wish', id: 'episode/1', wish: { pinned: true } });
  const pinnedOf = async () => (await downloads.get('episode/1'))?.pinned;
  assert.is(await pinnedOf(), true);
  await ask({ type: 'wish', id: 'episode/1', wish: {} });
  assert.is(await pinnedOf(), true);
  await ask({ type: 'update', id: 'episode/1', change: { title: 'Another' } });
  assert.is(await pinnedOf(), true);
  const changed = await ask<DownloadSnapshot>({ type: 'update', id: 'episode/1', change: { pinned: false } });
  assert.is(changed.pinned, false);
});

test.run();
