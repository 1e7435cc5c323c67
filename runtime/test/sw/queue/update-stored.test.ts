import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Later, Plan, Start } from '../../../src/shared/protocol.ts';
import type { WorkerFile, WorkerRoute } from '../../../src/shared/worker-config.ts';
import type { LedgerEntry } from '../../../src/store/schema.ts';
import type { Route } from '../../../src/sw/routes/routes.ts';
import { askWorker } from '../../support/ask-worker.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { livingPages } from '../../support/living-pages.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { commit } = await import('../../../src/sw/commit/commit.ts');
const { parseConfig } = await import('../../../src/shared/parsed-config.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');
const { updateStored } = await import('../../../src/sw/queue/update-stored.ts');

type Event = Parameters<typeof updateStored>[2];
type Files = Record<string, WorkerFile>;

const RETRY = { limit: 2, delays: [10], jitter: 0, giveUpAfter: 3600 };
const ROUTES: WorkerRoute[] = [
  {
    id: 'level/:n',
    requests: [{ url: 'levels/:n.bin' }, { url: 'levels/:n.json' }],
    cacheName: 'levels',
    retry: RETRY,
    update: 'auto',
    integrity: false,
  },
  {
    id: 'by-hand/:n',
    requests: [{ url: 'by-hand/:n.bin' }],
    cacheName: 'levels',
    retry: RETRY,
    integrity: false,
  },
  {
    id: 'listed/:n',
    requests: [],
    page: 1,
    serve: ['listed/*'],
    cacheName: 'levels',
    retry: RETRY,
    update: 'auto',
    integrity: false,
  },
];
const OLD: Files = {
  'levels/1.bin': [3, 'old'],
  'levels/1.json': [3, 'same'],
  'levels/2.bin': [3, 'same'],
  'levels/2.json': [3, 'same'],
  'by-hand/1.bin': [3, 'old'],
};
const NEW: Files = { ...OLD, 'levels/1.bin': [3, 'new'], 'by-hand/1.bin': [3, 'new'] };

const configOf = (files: Files, routes = ROUTES) => ({ routes, files });
const compiled = (files: Files, routes = ROUTES): Route[] =>
  compileRoutes(configOf(files, routes), `${SCOPE}sw.js`, []);

/** A page's first question to a worker of a build: what has waited behind the answer is over, and what it is to start. */
async function open(files: Files, routes = ROUTES): Promise<string[]> {
  const event = new FakeExtendableEvent('message') as unknown as Event;
  await updateStored(parseConfig(configOf(files, routes)), compiled(files, routes), event);
  const starts = await askWorker<(Start | Later)[]>(compiled(files, routes), { type: 'waiting' }, 'page');
  return starts.flatMap((start) => (start.kind === 'start' ? start.requests.map(({ url }) => url) : []));
}

/** Everything that a background fetch was to bring comes. */
async function bring(
  id: string,
  files: Files,
  urls: readonly string[],
  status = 200,
  routes = ROUTES,
): Promise<LedgerEntry> {
  const download = compiled(files, routes)
    .map((route) => route.resolve(id))
    .find((found) => found);
  assert.ok(download);
  const records = urls.map((url) => ({
    request: new Request(url),
    responseReady: Promise.resolve(new Response('abc', { status })),
  }));
  const registration = {
    id,
    result: status === 200 ? 'success' : 'failure',
    failureReason: status === 200 ? '' : 'bad-status',
    downloaded: 0,
    downloadTotal: 0,
    matchAll: async () => records,
  };
  const event = Object.assign(new FakeExtendableEvent('backgroundfetchsuccess'), {
    registration,
    updateUI: async () => undefined,
  });
  return commit(event as unknown as Parameters<typeof commit>[0], download);
}

async function store(id: string, files: Files, requests?: string[], routes = ROUTES): Promise<void> {
  const wish = requests ? { requests } : {};
  const plan = await askWorker<Plan>(compiled(files, routes), { type: 'wish', id, wish }, 'page');
  assert.ok(plan.kind === 'start');
  const entry = await bring(
    id,
    files,
    plan.requests.map(({ url }) => url),
    200,
    routes,
  );
  assert.is(entry.state, 'stored');
}

const stateOf = async (id: string): Promise<string | undefined> => (await downloads.get(id))?.state;
const url = (path: string): string => `${SCOPE}${path}`;

let leavePages: () => void;
test.before(() => {
  leavePages = livingPages(() => true);
});
test.after(() => leavePages());

test.before.each(async () => {
  await open(OLD);
  for (const id of ['level/1', 'level/2', 'by-hand/1']) await store(id, OLD);
  await store('listed/1', OLD, ['listed/a.mp3']);
});
test.after.each(async () => {
  for (const { id } of await downloads.getAll())
    await askWorker(compiled(NEW), { type: 'remove', id }, 'page');
});

test('what a new build has changed is fetched, that alone, and of routes that say so', async () => {
  assert.equal(await open(NEW), [url('levels/1.bin')]);
  assert.is(await stateOf('level/2'), 'stored');
  assert.is(await stateOf('by-hand/1'), 'stored');
  assert.is(await stateOf('listed/1'), 'stored');
});

test('the old files are served until all of it has come, and go then', async () => {
  await open(NEW);
  const cache = await scope.caches.open('levels');
  const keys = async (): Promise<string[]> =>
    (await cache.keys()).map(({ url: key }) => key).filter((key) => key.includes('levels/1.bin'));
  assert.equal(await keys(), [`${url('levels/1.bin')}?__WB_REVISION__=old`]);
  const [first] = await downloads.findFiles('url', url('levels/1.bin'));
  assert.match(first?.file.key ?? '', 'old');
  assert.is((await bring('level/1', NEW, [url('levels/1.bin')])).state, 'stored');
  assert.equal(await keys(), [`${url('levels/1.bin')}?__WB_REVISION__=new`]);
});

test('a build is looked through once', async () => {
  await open(NEW);
  // It could not be started, and is what it was.
  await askWorker(compiled(NEW), { type: 'refused', id: 'level/1', code: 'not-supported' }, 'page');
  assert.is(await stateOf('level/1'), 'stored');
  assert.equal(await open(NEW), []);
  assert.equal(await open({ ...NEW, 'levels/1.bin': [3, 'newer'] }), [url('levels/1.bin')]);
});

test('one that fails is asked for again, and its old files stay', async () => {
  await open(NEW);
  const { state, retry } = await bring('level/1', NEW, [url('levels/1.bin')], 503);
  assert.equal([state, retry?.attempt], ['waiting', 1]);
  assert.match((await downloads.findFiles('url', url('levels/1.bin')))[0]?.file.key ?? '', 'old');
});

test('a route with other requests is a change too', async () => {
  const routes = ROUTES.map((route) =>
    route.id === 'level/:n' ? { ...route, requests: [...route.requests, { url: 'levels/:n.png' }] } : route,
  );
  assert.equal((await open(OLD, routes)).sort(), [url('levels/1.png'), url('levels/2.png')]);
});

test('one that failed with the new files is brought up to date by a build that mends them', async () => {
  await open(NEW);
  const { state } = await bring('level/1', NEW, [url('levels/1.bin')], 404);
  assert.is(state, 'failed');
  const mended: Files = { ...NEW, 'levels/1.bin': [3, 'newer'] };
  assert.equal(await open(mended), [url('levels/1.bin')]);
});

test('what runs while the build is looked through is looked at when it has ended', async () => {
  const entry = await downloads.get('level/1');
  assert.ok(entry);
  await downloads.put({ ...entry, state: 'downloading' });
  assert.equal(await open(NEW), []);
  await downloads.put({ ...entry });
  assert.equal(await open(NEW), [url('levels/1.bin')]);
});

test('one that makes no sense in this build keeps no other from being looked at', async () => {
  const rows = { each: 'n', to: ':metadata.count', url: 'levels/:n.part' };
  const routes = [{ ...ROUTES[0], id: 'rows', each: [rows] } as WorkerRoute, ...ROUTES];
  await store('rows', OLD, undefined, [
    { ...ROUTES[0], id: 'rows', requests: [{ url: 'rows.bin' }] } as WorkerRoute,
  ]);
  assert.equal((await open(NEW, routes)).sort(), [url('levels/1.bin')]);
  assert.equal(await open(NEW, routes), []);
});

test('nothing is prepared for what only waits', async () => {
  let calls = 0;
  const routes = compiled(NEW).map((route) => ({
    ...route,
    prepare: async (start: Start): Promise<Plan> => {
      calls += 1;
      return start;
    },
  }));
  await updateStored(
    parseConfig(configOf(NEW)),
    routes,
    new FakeExtendableEvent('message') as unknown as Event,
  );
  assert.is(await stateOf('level/1'), 'waiting');
  assert.is(calls, 0);
});

test('pages hear of it: it waits as what is put off does', async () => {
  await updateStored(
    parseConfig(configOf(NEW)),
    compiled(NEW),
    new FakeExtendableEvent('message') as unknown as Event,
  );
  const { state, retry, before } = (await downloads.get('level/1')) ?? {};
  assert.equal([state, retry?.attempt, before?.state], ['waiting', 0, 'stored']);
});

test.run();
