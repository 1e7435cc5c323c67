import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseConfig } from '../../../src/shared/parsed-config.ts';
import type { Later, Plan, Start } from '../../../src/shared/protocol.ts';
import { askWorker, type Question } from '../../support/ask-worker.ts';
import { livingPages } from '../../support/living-pages.ts';
import { SCOPE } from '../../support/worker-scope.ts';

const { everything } = await import('../../../src/sw/everything.ts');
const { compileRoutes } = await import('../../../src/sw/routes/routes.ts');
const { plainStorage } = await import('../../../src/sw/serve/plain-storage.ts');
const { prepareWith } = await import('../../../src/sw/prepare-start.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

const RETRY = { limit: 2, delays: [10], jitter: 0, giveUpAfter: 3600 };
const config = parseConfig({
  routes: [
    { id: 'film/:n', requests: [{ url: 'films/:n.mp4' }], retry: RETRY },
    {
      id: 'album/:n',
      requests: [],
      lists: [{ list: 'api/:n.json', urls: '/*' }],
      serve: ['tracks/*'],
      retry: RETRY,
    },
    {
      id: 'once/:n',
      requests: [],
      lists: [{ list: 'api/:n.json', urls: '/*' }],
      serve: ['tracks/*'],
    },
  ],
});
const routes = compileRoutes(config, `${SCOPE}sw.js`, {
  toStorage: plainStorage,
  ...everything,
  prepare: prepareWith((requests) => requests),
});

let isOnline = true;
const { fetch } = globalThis;
let leavePages: () => void;
const test = suite('where features meet');

test.before(() => {
  leavePages = livingPages((id) => id === 'page');
  Object.assign(globalThis, {
    fetch: async () => {
      if (!isOnline) throw new TypeError('Failed to fetch');
      return new Response(JSON.stringify([`${SCOPE}tracks/1.mp3`]));
    },
  });
});
test.after(() => {
  leavePages();
  Object.assign(globalThis, { fetch });
});
test.after.each(async () => {
  isOnline = true;
  for (const entry of await downloads.getAll()) await downloads.delete(entry);
});

const ask = <T>(question: Question, client = 'page'): Promise<T> => askWorker(routes, question, client);
const waitsFor = async (id: string): Promise<string> => {
  const { state, retry } = (await downloads.get(id)) ?? {};
  return `${state} ${retry?.for} ${retry?.attempt}`;
};
const starts = async (): Promise<number> =>
  (await ask<(Start | Later)[]>({ type: 'waiting' })).filter(({ kind }) => kind === 'start').length;

test('what is resumed is not paused any more where the app gives each start fresh requests', async () => {
  const id = 'film/1';
  await ask({ type: 'wish', id, wish: {} });
  assert.is(await ask({ type: 'pause', ids: [id] }), 1);
  const [plan] = await ask<Plan[]>({ type: 'resume', ids: [id] });
  assert.is(plan?.kind, 'start');
  assert.is(await waitsFor(id), 'waiting undefined undefined');
});

test('a list that cannot be had has a download that waits go on waiting, one attempt later', async () => {
  const id = 'album/1';
  await ask({ type: 'wish', id, wish: {} });
  await ask({ type: 'refused', id, code: 'start-refused' });
  assert.is(await waitsFor(id), 'waiting undefined 1');
  isOnline = false;
  const error = await ask({ type: 'wish', id, wish: {} }).catch((thrown: Error) => thrown.message);
  assert.match(String(error), 'list-failed');
  assert.is(await waitsFor(id), 'waiting undefined 2');
  isOnline = true;
  assert.is((await ask<Plan>({ type: 'wish', id, wish: {} })).kind, 'start');
});

test('a paused one that cannot be planned stays paused, and who resumes it is told why', async () => {
  const id = 'album/2';
  await ask({ type: 'wish', id, wish: {} });
  await ask({ type: 'pause', ids: [id] });
  isOnline = false;
  const error = await ask({ type: 'resume', ids: [id] }).catch((thrown: Error) => thrown.message);
  assert.match(String(error), 'list-failed');
  assert.is((await waitsFor(id)).slice(0, 14), 'waiting paused');
  isOnline = true;
  assert.is((await ask<Plan[]>({ type: 'resume', ids: [id] }))[0]?.kind, 'start');
});

test('one without another attempt that a page has left is there for the next page', async () => {
  const id = 'once/1';
  await ask({ type: 'wish', id, wish: {} }, 'gone');
  isOnline = false;
  assert.is(await starts(), 0);
  assert.is((await downloads.get(id))?.state, 'waiting');
  isOnline = true;
  assert.is(await starts(), 1);
});

test.run();
