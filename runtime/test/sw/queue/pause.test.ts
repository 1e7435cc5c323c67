import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import type { Start } from '../../../src/shared/protocol.ts';
import {
  aborted,
  ask,
  begin,
  clean,
  config,
  enterWorker,
  fire,
  heard,
  leaveWorker,
  namesOf,
  page,
  parts,
  pause,
  routes,
  running,
  seen,
  startsOf,
  take,
} from '../../support/pausing-worker.ts';
import { FakeExtendableEvent, SCOPE } from '../../support/worker-scope.ts';

const { downloads } = await import('../../../src/sw/ledger/downloads.ts');
const { reviewBehind } = await import('../../../src/sw/keep/review.ts');
const { compileRoutes } = await import('../../../src/sw/routes/routes.ts');
const { plainStorage } = await import('../../../src/sw/serve/plain-storage.ts');

type ReviewEvent = Parameters<typeof reviewBehind>[2];

const test = suite('pauses');

test.before(enterWorker);
test.after.each(clean);
test.after(leaveWorker);

test('what runs is aborted, keeps what is complete, and goes on with the rest', async () => {
  const start = await begin('pause/1');
  assert.is(await pause('pause/1'), 1);
  assert.is(await seen('pause/1'), 'waiting paused');
  assert.equal(aborted, [start]);
  await fire('abort', start, ['.jpg']);
  assert.is(await seen('pause/1'), 'waiting paused');
  assert.equal(heard, [], 'no abort of the app or of the user');
  assert.is(await pause('pause/1'), 0, 'it is paused already');
  assert.equal(await startsOf({ type: 'waiting' }), [], 'nobody starts it');
  const [next] = await startsOf({ type: 'resume', ids: ['pause/1'] });
  assert.equal(namesOf(next as Start), ['pause/1.mp3']);
  await take(next);
  assert.is(await seen('pause/1'), 'downloading');
  running.clear();
  await fire('success', next as Start);
  assert.is(await seen('pause/1'), 'stored');
  assert.equal(await startsOf({ type: 'resume', ids: ['pause/1'] }), []);
});

test('a wish of the app has it go on', async () => {
  const start = await begin('pause/1');
  await pause('pause/1');
  await fire('abort', start);
  await begin('pause/1');
  assert.is(await seen('pause/1'), 'downloading');
});

test('it goes on before the event of the abort has come, which is no abort', async () => {
  const start = await begin('pause/1');
  await pause('pause/1');
  const [next] = await startsOf({ type: 'resume', ids: ['pause/1'] });
  await fire('abort', start, ['.jpg']);
  assert.is(await seen('pause/1'), 'waiting');
  await take(next);
  assert.is(await seen('pause/1'), 'downloading');
});

test('it goes on when the event has come, and what that brings is not fetched again', async () => {
  const start = await begin('pause/1');
  await pause('pause/1');
  const resumed = startsOf({ type: 'resume', ids: ['pause/1'] });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await fire('abort', start, ['.jpg']);
  assert.equal((await resumed).map(namesOf), [['pause/1.mp3']]);
});

test('while it is resumed no other page is told to start it', async () => {
  await fire('abort', await begin('pause/1').then((start) => pause('pause/1').then(() => start)));
  const seenBy: boolean[] = [];
  const { put } = downloads;
  downloads.put = async (entry, more) => {
    const written = await put.call(downloads, entry, more);
    if (entry.id === 'pause/1' && !entry.retry)
      seenBy.push(Boolean((await downloads.getFetch(entry.id))?.client));
    return written;
  };
  await ask({ type: 'resume', ids: ['pause/1'] });
  downloads.put = put;
  assert.ok(seenBy.length > 0);
  assert.ok(seenBy.every((isSaid) => isSaid));
});

test('what has come, and is being stored, is paused where it is not whole', async () => {
  const start = await begin('pause/1');
  running.clear();
  let end = (): void => undefined;
  const late = new Promise<Response>((_, reject) => {
    end = () => reject(new TypeError());
  });
  late.catch(() => undefined);
  const event = Object.assign(new FakeExtendableEvent('backgroundfetchfail'), {
    registration: {
      id: start.id,
      result: 'failure',
      failureReason: 'fetch-error',
      downloaded: 0,
      downloadTotal: 0,
      matchAll: async () =>
        start.requests.map(({ url }) => ({ request: new Request(url), responseReady: late })),
    },
    updateUI: async () => undefined,
  });
  self.dispatchEvent(event);
  while ((await downloads.get('pause/1'))?.state !== 'storing')
    await new Promise((resolve) => setTimeout(resolve, 10));
  const asked = pause('pause/1');
  await new Promise((resolve) => setTimeout(resolve, 50));
  end();
  assert.is(await asked, 0);
  for (const promise of event.promises) await promise;
  while ((await seen('pause/1')) === 'storing failed')
    await new Promise((resolve) => setTimeout(resolve, 10));
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.is(await seen('pause/1'), 'waiting paused');
});

test('what is paused takes no place that others wait for', async () => {
  const narrow = compileRoutes({ ...config, concurrency: 1 }, `${SCOPE}sw.js`, parts);
  await ask({ type: 'wish', id: 'pause/1', wish: { priority: 1 } });
  await ask({ type: 'wish', id: 'pause/2', wish: {} });
  await pause('pause/1');
  page.lives = false;
  const [start] = await ask<Start[]>({ type: 'waiting' }, narrow);
  assert.is(start?.id, 'pause/2');
});

test('it has ended when it is to be aborted: what has come counts', async () => {
  const start = await begin('pause/1');
  running.clear();
  await pause('pause/1');
  await fire('success', start);
  assert.is(await seen('pause/1'), 'stored');
  const other = await begin('pause/2');
  running.clear();
  await pause('pause/2');
  await fire('fail', other, ['.mp3']);
  assert.is(await seen('pause/2'), 'waiting paused', 'and is not asked for again');
  assert.equal(await startsOf({ type: 'waiting' }), []);
});

test('a start that is under way is ended when the browser has taken it', async () => {
  const plan = await ask<Start>({ type: 'wish', id: 'pause/1', wish: {} });
  assert.is(await pause('pause/1'), 1);
  await take(plan);
  assert.equal(aborted, [plan]);
  await fire('abort', plan, ['.jpg']);
  assert.is(await seen('pause/1'), 'waiting paused');
  assert.equal(
    (await startsOf({ type: 'resume', ids: ['pause/1'] })).map(namesOf),
    [['pause/1.mp3']],
    'and what has come of it is kept',
  );
});

test('a start that is refused leaves it paused', async () => {
  await ask({ type: 'wish', id: 'pause/1', wish: {} });
  await pause('pause/1');
  for (const code of ['start-refused', 'permission-denied'])
    await ask({ type: 'refused', id: 'pause/1', code });
  assert.is(await seen('pause/1'), 'waiting paused');
});

test('a worker that was killed before the abort: what runs is ended', async () => {
  const start = await begin('pause/1');
  await pause('pause/1');
  running.set(start.id, start);
  await reviewBehind(routes, ['pause/1'], new FakeExtendableEvent('message') as unknown as ReviewEvent);
  assert.not(running.has(start.id));
  assert.is(await seen('pause/1'), 'waiting paused');
});

test('who is refused when it is resumed keeps what is stored', async () => {
  const start = await begin('pause/1');
  await pause('pause/1');
  await fire('abort', start, ['.jpg']);
  await ask({ type: 'resume', ids: ['pause/1'] });
  await ask({ type: 'refused', id: 'pause/1', code: 'permission-denied' });
  assert.is(await seen('pause/1'), 'aborted');
  const again = await ask<Start>({ type: 'wish', id: 'pause/1', wish: {} });
  assert.equal(namesOf(again), ['pause/1.mp3']);
});

test('an abort ends it', async () => {
  const start = await begin('pause/1');
  await pause('pause/1');
  await fire('abort', start);
  await ask({ type: 'refused', id: 'pause/1', code: 'aborted' });
  assert.is(await seen('pause/1'), 'aborted');
});

test('one of several leaves the others, and what they bring of it is kept', async () => {
  const [start] = await startsOf({
    type: 'wishAll',
    wishes: ['pause/1', 'pause/2', 'pause/3'].map((id) => ({ id, wish: {} })),
  });
  await take(start);
  await pause('pause/2');
  assert.equal([await seen('pause/1'), await seen('pause/2')], ['downloading', 'waiting paused']);
  assert.equal(aborted, []);
  running.clear();
  await fire('fail', start as Start, ['1.mp3', '1.jpg', '2.jpg', '3.mp3', '3.jpg']);
  assert.equal(await Promise.all(['pause/1', 'pause/2', 'pause/3'].map(seen)), [
    'stored',
    'waiting paused',
    'stored',
  ]);
  const [next] = await startsOf({ type: 'resume', ids: ['pause/2'] });
  assert.equal(namesOf(next as Start), ['pause/2.mp3']);
});

test('one of several goes on with the others where they are still coming', async () => {
  const wishes = ['pause/1', 'pause/2'].map((id) => ({ id, wish: {} }));
  const [start] = await startsOf({ type: 'wishAll', wishes });
  await take(start);
  await pause('pause/2');
  assert.equal(await startsOf({ type: 'resume', ids: ['pause/2'] }), []);
  assert.is(await seen('pause/2'), 'downloading');
  running.clear();
  await fire('success', start as Start);
  assert.is(await seen('pause/2'), 'stored');
});

test('all of several: the browser ends it, and one background fetch brings the rest', async () => {
  const wishes = ['pause/1', 'pause/2'].map((id) => ({ id, wish: { group: 'both' } }));
  const [start] = await startsOf({ type: 'wishAll', wishes, title: 'Both' });
  await take(start);
  assert.is(await ask({ type: 'pause', group: 'another' }), 0);
  assert.is(await ask({ type: 'pause', group: 'both' }), 2);
  assert.equal(aborted, [start]);
  await fire('abort', start as Start, ['1.mp3']);
  assert.equal([await seen('pause/1'), await seen('pause/2')], ['waiting paused', 'waiting paused']);
  const [next] = await startsOf({ type: 'resume', group: 'both' });
  assert.is(next?.options.title, 'Both');
  assert.equal(namesOf(next as Start).sort(), ['pause/1.jpg', 'pause/2.jpg', 'pause/2.mp3']);
});

test('all of several while a page starts them: it is ended by whoever looks around next', async () => {
  const wishes = ['pause/1', 'pause/2'].map((id) => ({ id, wish: {} }));
  const [start] = await startsOf({ type: 'wishAll', wishes });
  await ask({ type: 'pause' });
  await take(start);
  assert.equal(await startsOf({ type: 'waiting' }), []);
  assert.equal(aborted, [start]);
});

test('what waits is paused without making room for the next', async () => {
  await begin('pause/1');
  await ask({ type: 'wish', id: 'pause/2', wish: {} });
  page.lives = false;
  assert.is(await ask({ type: 'pause' }), 2);
  assert.equal(await startsOf({ type: 'waiting' }), []);
  assert.is(await ask({ type: 'pause' }), 0);
});

test('a download of a route that has nothing to wait for, in an app where others do', async () => {
  const start = await begin('plain/1');
  assert.is(await pause('plain/1'), 1);
  await fire('abort', start);
  assert.is(await seen('plain/1'), 'waiting paused');
  const [next] = await startsOf({ type: 'resume', ids: ['plain/1'] });
  assert.equal(namesOf(next as Start), ['plain/1.mp3']);
});

test('what has ended, and what nobody knows, is neither paused nor resumed', async () => {
  await fire('success', await begin('pause/1'));
  assert.is(await ask({ type: 'pause', ids: ['pause/1', 'pause/9', 'other'] }), 0);
  assert.equal(await ask({ type: 'resume', ids: ['pause/1', 'pause/9', 'other'] }), []);
});

test('a worker without the part leaves it without an answer', async () => {
  const without = compileRoutes(config, `${SCOPE}sw.js`, { toStorage: plainStorage });
  assert.is(await ask({ type: 'pause' }, without), undefined);
  assert.is(await ask({ type: 'move', id: 'pause/1', to: 'first' }, without), undefined);
});

test('what is paused goes on with a build that knows no pauses', async () => {
  const without = compileRoutes(config, `${SCOPE}sw.js`, { toStorage: plainStorage });
  await fire('abort', await begin('pause/1').then((start) => pause('pause/1').then(() => start)));
  const [start] = await ask<Start[]>({ type: 'waiting' }, without);
  assert.ok(start);
  running.set(start.id, start);
  await ask({ type: 'started', id: start.id }, without);
  assert.is((await downloads.get('pause/1'))?.state, 'downloading');
  assert.is(await pause('pause/1'), 1, 'and is paused again by one that does');
});

test('a group is a text, and is told', async () => {
  await begin('pause/1', { group: 'season' });
  assert.is((await ask<DownloadSnapshot>({ type: 'get', id: 'pause/1' })).group, 'season');
  await ask({ type: 'wish', id: 'pause/2', wish: { group: 1 as unknown as string } }).then(
    () => assert.unreachable(),
    ({ message }) => assert.match(message, /invalid-overrides/),
  );
});

test.run();
