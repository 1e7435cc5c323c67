import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseConfig } from '../../src/shared/parsed-config.ts';
import type { Plan } from '../../src/shared/protocol.ts';
import type { WorkerRoute } from '../../src/shared/worker-config.ts';
import type { DownloadHooks, PreparedRequest, PrepareHookParam } from '../../src/sw/hooks.ts';
import type { Route } from '../../src/sw/routes/routes.ts';
import { livingPages } from '../support/living-pages.ts';
import { FakeExtendableEvent, SCOPE } from '../support/worker-scope.ts';

const { everything } = await import('../../src/sw/everything.ts');
const { compileRoutes } = await import('../../src/sw/routes/routes.ts');
const { plainStorage } = await import('../../src/sw/serve/plain-storage.ts');
const { prepareWith } = await import('../../src/sw/prepare-start.ts');
const { answerWish } = await import('../../src/sw/wish/wish.ts');
const { downloads } = await import('../../src/sw/ledger/downloads.ts');

type Hook = NonNullable<DownloadHooks['prepare']>;

const RETRY = { limit: 3, delays: [10], jitter: 0, giveUpAfter: 3600 };
const ROUTES: WorkerRoute[] = [
  { id: 'film/:n', requests: [{ url: 'films/:n.mp4' }, { url: 'films/:n.vtt' }] },
  { id: 'again/:n', requests: [{ url: 'again/:n.mp4' }], retry: RETRY },
];
const [MP4, VTT] = [`${SCOPE}films/1.mp4`, `${SCOPE}films/1.vtt`];
const CDN = 'https://cdn.example/';

function routesWith(hook: Hook): Route[] {
  return compileRoutes(parseConfig({ routes: ROUTES }), `${SCOPE}sw.js`, {
    toStorage: plainStorage,
    ...everything,
    prepare: prepareWith(hook),
  });
}

/** How a wish is answered: by what is to be fetched, or by an error. */
async function answerTo(hook: Hook, id = 'film/1', client = 'page'): Promise<Plan | unknown[]> {
  const download = routesWith(hook)
    .map((route) => route.resolve(id))
    .find((found) => found);
  assert.ok(download);
  const event = new FakeExtendableEvent('message') as unknown as Parameters<typeof answerWish>[2]['event'];
  const wish = { metadata: { name: 'A film' } };
  return answerWish(download, wish, { event, client }).catch(({ error }) => error);
}

async function urlsFor(hook: Hook): Promise<string[]> {
  const plan = (await answerTo(hook)) as Plan;
  assert.ok(plan.kind === 'start', JSON.stringify(plan));
  const [, files] = await downloads.getWithFiles('film/1');
  assert.equal(
    files.map(({ request }) => request),
    plan.requests,
    'the ledger knows what is to come',
  );
  assert.equal(
    files.map(({ url }) => url),
    [MP4, VTT],
    'and what it is asked for as',
  );
  return plan.requests.map(({ url }) => url);
}

let leavePages: () => void;
test.before(() => {
  leavePages = livingPages(() => true);
});
test.after(() => leavePages());
test.after.each(async () => {
  for (const entry of await downloads.getAll()) await downloads.delete(entry);
});

const sign = (request: PreparedRequest): PreparedRequest => ({ ...request, url: `${request.url}?signed` });

const RIGHT: [name: string, hook: Hook, urls: string[]][] = [
  ['nothing', () => undefined, [MP4, VTT]],
  ['what it got', (requests) => requests, [MP4, VTT]],
  ['no requests', () => [], [MP4, VTT]],
  ['all of them, signed', async (requests) => requests.map(sign), [`${MP4}?signed`, `${VTT}?signed`]],
  ['one of them', (requests) => requests.slice(1).map(sign), [MP4, `${VTT}?signed`]],
  ['another order', (requests) => requests.toReversed().map(sign), [`${MP4}?signed`, `${VTT}?signed`]],
  ['another origin', () => [{ as: MP4, url: `${CDN}a` }], [`${CDN}a`, VTT]],
  ['a relative URL', () => [{ as: MP4, url: 'other/1.mp4' }], [`${SCOPE}other/1.mp4`, VTT]],
  ['a fragment', () => [{ as: MP4, url: `${CDN}a#t=1` }], [`${CDN}a`, VTT]],
];

for (const [name, hook, urls] of RIGHT)
  test(`it gives ${name}`, async () => assert.equal(await urlsFor(hook), urls));

test('headers and credentials are sent', async () => {
  const plan = (await answerTo((requests) =>
    requests.map((request) => ({
      ...request,
      headers: { authorization: 'Bearer 2' },
      credentials: 'include' as const,
    })),
  )) as Plan;
  assert.ok(plan.kind === 'start');
  for (const { init } of plan.requests)
    assert.equal(init, { headers: { authorization: 'Bearer 2' }, credentials: 'include' });
});

const WRONG: [name: string, hook: Hook, reason: string][] = [
  [
    'throws',
    () => {
      throw new Error('signed out');
    },
    'Error: signed out',
  ],
  ['rejects', () => Promise.reject(new TypeError('Failed to fetch')), 'TypeError: Failed to fetch'],
  ['gives no array', () => 5 as never, 'is not iterable'],
  [
    'gives a file that is none of them',
    () => [{ as: `${SCOPE}x`, url: MP4 }],
    `Error: "${SCOPE}x" is no file that is to be fetched`,
  ],
  ['gives no URL', () => [{ as: MP4, url: 'http://[' }], 'Invalid URL'],
  [
    'gives what needs a preflight',
    () => [{ as: MP4, url: `${CDN}a`, headers: { authorization: 'x' } }],
    `the request for "${MP4}" to another origin needs a CORS preflight because of its header "authorization" (cors-preflight)`,
  ],
  [
    'gives one URL twice',
    (requests) => requests.map((request) => ({ ...request, url: `${CDN}a` })),
    'Error: two files have one URL, which no browser fetches twice',
  ],
];

for (const [name, hook, reason] of WRONG)
  test(`it ${name}: nobody starts anything, and the download is what it was`, async () => {
    const [code, details] = (await answerTo(hook)) as [string, { id: string; reason: string }];
    assert.is(code, 'prepare-failed');
    assert.is(details.id, 'film/1');
    assert.ok(details.reason.includes(reason), details.reason);
    assert.is(await downloads.get('film/1'), undefined);
    assert.is(await downloads.getFetch('film/1'), undefined);
  });

test('where its route asks again, a failure is an attempt, and the next one is called so', async () => {
  const params: PrepareHookParam[] = [];
  let isSignedOut = true;
  const hook: Hook = (requests, param) => {
    params.push(param);
    if (isSignedOut) throw new Error('signed out');
    return requests.map(sign);
  };
  const { kind } = (await answerTo(hook, 'again/1')) as Plan;
  assert.is(kind, 'waiting');
  assert.is((await downloads.get('again/1'))?.retry?.attempt, 1);
  isSignedOut = false;
  const plan = (await answerTo(hook, 'again/1')) as Plan;
  assert.equal(plan.kind === 'start' && plan.requests.map(({ url }) => url), [`${SCOPE}again/1.mp4?signed`]);
  assert.equal(params, [
    { id: 'again/1', attempt: 1, metadata: { name: 'A film' } },
    { id: 'again/1', attempt: 2, metadata: { name: 'A film' } },
  ]);
});

test('what another page was given to start is given to a second one as it is', async () => {
  let calls = 0;
  const hook: Hook = (requests) => {
    calls += 1;
    return requests.map((request) => ({ ...request, url: `${request.as}?signature=${calls}` }));
  };
  const [first, second] = [
    (await answerTo(hook, 'film/1', 'one')) as Plan,
    (await answerTo(hook, 'film/1', 'two')) as Plan,
  ];
  assert.is(calls, 1);
  assert.equal(second, first);
});

test.run();
