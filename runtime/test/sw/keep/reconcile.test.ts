import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchEvent } from '../../../src/shared/background-fetch-events.ts';
import type { Download } from '../../../src/sw/routes/routes.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { reconciled } = await import('../../../src/sw/keep/reconcile.ts');
const { settle } = await import('../../../src/sw/commit/settle.ts');
const { toEntry } = await import('../../../src/sw/routes/to-entry.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

const CACHE = 'verified';
const routes = compileRoutes(
  { routes: [{ id: ':id', requests: [{ url: ':id.mp3' }], cacheName: CACHE }] },
  `${SCOPE}sw.js`,
  [],
);

/** Answers a page, and does all that goes on behind the answer. */
async function answer(id?: string): Promise<void> {
  const event = new FakeExtendableEvent('message');
  await reconciled(routes, event as unknown as BackgroundFetchEvent, id);
  await Promise.all(event.promises);
}

function resolve(id: string): Download {
  const download = routes[0]?.resolve(id);
  assert.ok(download);
  return download;
}

/** A download that is stored. */
async function store(id: string): Promise<void> {
  const download = resolve(id);
  await (await scope.caches.open(CACHE)).put(`${SCOPE}${id}.mp3`, new Response(id));
  await downloads.putSet(toEntry(download, undefined, { state: 'downloading' }), download.files);
  const event = new FakeExtendableEvent('message') as unknown as BackgroundFetchEvent;
  assert.is((await settle(download, event, { failureReason: '' })).state, 'stored');
}

async function stateOf(id: string): Promise<string | undefined> {
  return (await downloads.get(id))?.state;
}

/** Lets the browser run these background fetches while something is done. */
async function whileRunning(ids: string[], action: () => Promise<void>): Promise<void> {
  const get = async (id: string): Promise<object | undefined> =>
    ids.includes(id) ? { id, result: '', downloadTotal: 9 } : undefined;
  Object.assign(scope.registration, { backgroundFetch: { get, getIds: async () => ids } });
  await action().finally(() => Object.assign(scope.registration, { backgroundFetch: undefined }));
}

test('one whose file has gone is no longer stored, each is looked through once', async () => {
  for (const id of ['here', 'gone']) await store(id);
  const cache = await scope.caches.open(CACHE);
  await cache.delete(`${SCOPE}gone.mp3`);
  await answer();
  assert.equal([await stateOf('here'), await stateOf('gone')], ['stored', 'failed']);
  assert.is((await downloads.get('gone'))?.failureReason, 'lost');
  await cache.delete(`${SCOPE}here.mp3`);
  await answer('here');
  assert.is(await stateOf('here'), 'stored');
});

test('one that is removed meanwhile stays removed', async () => {
  await store('removed');
  const cache = await scope.caches.open(CACHE);
  const { match } = cache;
  cache.match = async () => {
    const entry = await downloads.get('removed');
    if (entry) await downloads.delete(entry);
    return undefined;
  };
  await answer('removed');
  cache.match = match;
  assert.is(await stateOf('removed'), undefined);
});

test('one whose page has gone before it could say that it runs', async () => {
  const download = resolve('unsaid');
  await downloads.putSet(toEntry(download, undefined, {}), download.files);
  await answer('unsaid');
  assert.is(await stateOf('unsaid'), 'waiting');
  await whileRunning(['unsaid', 'unknown'], async () => {
    await answer('unsaid');
    assert.is(await stateOf('unsaid'), 'downloading');
    assert.is((await downloads.get('unsaid'))?.downloadTotal, 9);
  });
  const entry = await downloads.get('unsaid');
  if (entry) await downloads.delete(entry);
});

test('one that the ledger does not know is listed', async () => {
  const event = new FakeExtendableEvent('message') as unknown as BackgroundFetchEvent;
  await whileRunning(['unknown'], async () => {
    const listed = await reconciled(routes, event);
    assert.is(listed.find(({ id }) => id === 'unknown')?.state, 'downloading');
    const [one, ...more] = await reconciled(routes, event, 'unknown');
    assert.equal([one?.state, more], ['downloading', []]);
    assert.is(await stateOf('unknown'), undefined);
  });
});

test('fifty at a time', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `many-${index}`);
  for (const id of ids) await store(id);
  await scope.caches.delete(CACHE);
  await answer();
  const failed = async (): Promise<number> =>
    (await Promise.all(ids.map(stateOf))).filter((state) => state === 'failed').length;
  assert.is(await failed(), 50);
  await answer();
  assert.is(await failed(), 60);
});

test.run();
