import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compileRoutes } from '../../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { answerWish } = await import('../../../src/sw/wish/wish.ts');
const { refuse } = await import('../../../src/sw/wish/refuse.ts');
const { inTurn } = await import('../../../src/sw/commit/in-turn.ts');
const { commit } = await import('../../../src/sw/commit/commit.ts');
const { noteAbort } = await import('../../../src/sw/commit/note-abort.ts');
const { noteStart } = await import('../../../src/sw/wish/note-start.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

const event = new FakeExtendableEvent('message') as unknown as Parameters<typeof noteStart>[1];
const [route] = compileRoutes(
  { routes: [{ id: 'album/:id', requests: [], page: 1, serve: ['tracks/:id/*'], cacheName: 'two' }] },
  `${SCOPE}sw.js`,
  [],
);

/** The pages that live. */
const living = new Set<string>();
Object.assign(scope.clients, { get: async (id: string) => (living.has(id) ? { id } : undefined) });

/** What a page is told to fetch that gives URLs with its own signature. */
async function wishOf(id: string, client: string): Promise<string | undefined> {
  living.add(client);
  const download = route?.resolve(id);
  assert.ok(download);
  const requests = [{ url: `https://cdn.example/1?by=${client}`, as: `tracks/${id.slice(6)}/1` }];
  const plan = await answerWish(download, { requests }, { event, client });
  return plan.kind === 'start' ? plan.requests[0]?.url : plan.kind;
}

test('two at once are given the same to start', async () => {
  const plans = await Promise.all([wishOf('album/1', 'a'), wishOf('album/1', 'b')]);
  assert.equal(plans, ['https://cdn.example/1?by=a', 'https://cdn.example/1?by=a']);
});

test('what a page that has gone was given is given anew', async () => {
  await wishOf('album/2', 'c');
  living.delete('c');
  assert.is(await wishOf('album/2', 'd'), 'https://cdn.example/1?by=d');
});

test('a page that asks again is given what it asks for now', async () => {
  await wishOf('album/3', 'e');
  const download = route?.resolve('album/3');
  assert.ok(download);
  const requests = [{ url: 'https://cdn.example/1?by=later', as: 'tracks/3/1' }];
  const plan = await answerWish(download, { requests }, { event, client: 'e' });
  assert.is(plan.kind === 'start' && plan.requests[0]?.url, 'https://cdn.example/1?by=later');
});

test('a page whose start is refused hears of that of another page', async () => {
  await wishOf('album/4', 'f');
  await wishOf('album/4', 'g');
  const download = route?.resolve('album/4');
  assert.ok(download);
  await noteStart(download, event);
  assert.is((await refuse('album/4', undefined))?.state, 'downloading');
  assert.is((await downloads.get('album/4'))?.state, 'downloading');
});

test('where no page has started it, it is as before', async () => {
  await wishOf('album/5', 'h');
  assert.is(await refuse('album/5', undefined), undefined);
  assert.is(await downloads.get('album/5'), undefined);
});

/** The browser's background fetch, which a page has started. */
function startInBrowser(id: string): { id: string; result: string; isAborted: boolean } {
  const started = {
    id,
    result: '',
    isAborted: false,
    downloadTotal: 0,
    async abort() {
      started.isAborted = true;
      started.result = 'failure';
      return true;
    },
  };
  const backgroundFetch = { get: async (asked: string) => (asked === id ? started : undefined) };
  Object.assign(scope.registration, { backgroundFetch });
  return started;
}

/** What a page is told that says it has started a download. */
async function say(id: string): Promise<unknown> {
  const download = route?.resolve(id);
  assert.ok(download);
  return inTurn(id, () => noteStart(download, event)).then(
    ({ state }) => state,
    ({ error }) => error,
  );
}

/** As the browser tells that it has aborted one. */
async function hearAbort(id: string): Promise<void> {
  const download = route?.resolve(id);
  assert.ok(download);
  await noteAbort({ registration: { id } } as Parameters<typeof noteAbort>[0], download);
}

const stateOf = async (id: string): Promise<string | undefined> => (await downloads.get(id))?.state;

test.after.each(() => void Object.assign(scope.registration, { backgroundFetch: undefined }));

test('what another page has called off while the browser was asked is aborted, and is what it was', async () => {
  const id = 'album/6';
  await wishOf(id, 'i');
  const entry = await downloads.get(id);
  assert.ok(entry);
  await downloads.settle({ ...entry, state: 'stored', complete: entry.wanted });
  assert.match(String(await wishOf(id, 'i')), 'https://cdn.example/');
  assert.is(await stateOf(id), 'waiting');
  await refuse(id, undefined);
  const started = startInBrowser(id);
  assert.is(await say(id), 'stored');
  assert.ok(started.isAborted);
  await hearAbort(id);
  assert.is(await stateOf(id), 'stored');
});

test('so is what another page has brought to its end meanwhile, well or not', async () => {
  for (const state of ['stored', 'failed'] as const) {
    const id = `album/${state}`;
    await wishOf(id, 'o');
    const entry = await downloads.get(id);
    assert.ok(entry);
    await downloads.settle({ ...entry, state, failureReason: state === 'failed' ? 'bad-status' : '' });
    const started = startInBrowser(id);
    assert.is(await say(id), state);
    assert.ok(started.isAborted);
    await hearAbort(id);
    assert.is(await stateOf(id), state);
  }
});

test('so is one that comes while what another page has started is being stored', async () => {
  const id = 'album/storing';
  const url = await wishOf(id, 'q');
  const download = route?.resolve(id);
  assert.ok(download && url);
  let arrive = (_: Response): void => undefined;
  const responseReady = new Promise<Response>((resolve) => {
    arrive = resolve;
  });
  const registration = {
    id,
    result: 'success',
    failureReason: '',
    downloaded: 3,
    matchAll: async () => [{ request: new Request(url), responseReady }],
  };
  const success = Object.assign(new FakeExtendableEvent('backgroundfetchsuccess'), { registration });
  const committed = commit(success as unknown as Parameters<typeof commit>[0], download);
  const started = startInBrowser(id);
  const said = say(id);
  arrive(new Response('abc'));
  assert.is(await said, 'stored');
  assert.ok(started.isAborted);
  await committed;
});

test('one whose abortion is told late was not lost', async () => {
  const id = 'album/late';
  await wishOf(id, 'p');
  const entry = await downloads.get(id);
  assert.ok(entry);
  await downloads.settle({ ...entry, state: 'failed', failureReason: 'lost' });
  await hearAbort(id);
  assert.is(await stateOf(id), 'aborted');
});

test('what another page has removed meanwhile is aborted, and does not come back', async () => {
  const id = 'album/7';
  await wishOf(id, 'j');
  await refuse(id, undefined);
  const started = startInBrowser(id);
  assert.equal(await say(id), ['removed', { id }]);
  assert.ok(started.isAborted);
  await hearAbort(id);
  assert.is(await stateOf(id), undefined);
});

test('another page cannot call off what the worker is about to write down', async () => {
  const id = 'album/8';
  await wishOf(id, 'k');
  startInBrowser(id);
  const said = say(id);
  const restored = inTurn(id, () => refuse(id, undefined));
  assert.is(await said, 'downloading');
  assert.is((await restored)?.state, 'downloading');
});

test.run();
