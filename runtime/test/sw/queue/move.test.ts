import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import type { Start } from '../../../src/shared/protocol.ts';
import {
  ask,
  begin,
  clean,
  enterWorker,
  fire,
  leaveWorker,
  page,
  pause,
  running,
  startsOf,
  take,
} from '../../support/pausing-worker.ts';

const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

const test = suite('moves');

test.before(enterWorker);
test.after.each(clean);
test.after(leaveWorker);

/** Downloads that wait, in the order in which a page is told to start them. */
async function order(): Promise<string[]> {
  const ids = (await startsOf({ type: 'waiting' })).map(({ id }) => id);
  return ids.map((id) => id.slice('pause/'.length));
}

/** Has four wait since the same time. */
async function line(priorities: Record<string, number> = {}): Promise<void> {
  for (const n of ['1', '2', '3', '4']) {
    const id = `pause/${n}`;
    await ask({ type: 'wish', id, wish: { priority: priorities[n] ?? 0 } });
    const entry = await downloads.get(id);
    assert.ok(entry);
    await downloads.put({ ...entry, retry: { attempt: 0, at: 0, since: 1000 } });
  }
  page.lives = false;
}

const MOVES: [id: string, to: 'first' | 'last' | { before: string }, expected: string[]][] = [
  ['3', 'first', ['3', '1', '2', '4']],
  ['1', 'last', ['2', '3', '4', '1']],
  ['4', { before: 'pause/2' }, ['1', '4', '2', '3']],
  ['1', { before: 'pause/4' }, ['2', '3', '1', '4']],
  ['2', { before: 'pause/2' }, ['1', '2', '3', '4']],
  ['1', 'first', ['1', '2', '3', '4']],
];

for (const [n, to, expected] of MOVES)
  test(`${n} moves ${JSON.stringify(to)}`, async () => {
    await line();
    assert.is(await ask({ type: 'move', id: `pause/${n}`, to }), true);
    assert.equal(await order(), expected);
  });

test('several moves, one after the other', async () => {
  await line();
  for (const n of ['1', '2', '3', '4']) await ask({ type: 'move', id: `pause/${n}`, to: 'first' });
  await ask({ type: 'move', id: 'pause/1', to: { before: 'pause/3' } });
  await ask({ type: 'move', id: 'pause/2', to: { before: 'pause/1' } });
  assert.equal(await order(), ['4', '2', '1', '3']);
});

test('it takes over the priority of where it goes', async () => {
  await line({ 1: 5, 2: 5, 4: -1 });
  assert.equal(await order(), ['1', '2', '3', '4']);
  await ask({ type: 'move', id: 'pause/4', to: { before: 'pause/2' } });
  assert.equal(await order(), ['1', '4', '2', '3']);
  await ask({ type: 'move', id: 'pause/1', to: 'last' });
  assert.equal(await order(), ['4', '2', '3', '1']);
});

test('what is paused keeps its place, and what has ended has none', async () => {
  await line();
  await ask({ type: 'move', id: 'pause/4', to: 'first' });
  await pause('pause/4');
  assert.equal(await order(), ['1', '2', '3']);
  assert.type((await ask<DownloadSnapshot>({ type: 'get', id: 'pause/4' })).rank, 'number');
  const [next] = await startsOf({ type: 'resume', ids: ['pause/4'] });
  await take(next);
  running.clear();
  await fire('success', next as Start);
  assert.is((await ask<DownloadSnapshot>({ type: 'get', id: 'pause/4' })).rank, undefined);
});

test('what does not wait is not moved, and nothing goes before it', async () => {
  await line();
  page.lives = true;
  await begin('pause/5');
  assert.is(await ask({ type: 'move', id: 'pause/5', to: 'first' }), false);
  assert.is(await ask({ type: 'move', id: 'pause/9', to: 'first' }), false);
});

test.run();
