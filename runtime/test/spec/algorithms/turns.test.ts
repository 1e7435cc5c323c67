import { setImmediate } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Turns } from '../../../src/spec/algorithms/turns.ts';

/** Has actions wait in this order, ends them one by one, and tells in which order they began. */
async function order(limit: number, keys: string): Promise<string> {
  const turns = new Turns(limit);
  const ends: (() => void)[] = [];
  let begun = '';
  const all = [...keys].map((key) =>
    turns.run(key, () => {
      begun += key;
      return new Promise<void>((resolve) => ends.push(resolve));
    }),
  );
  for (let count = 0; count < keys.length; count++) {
    await setImmediate();
    assert.ok(begun.length - count <= limit);
    ends.shift()?.();
  }
  await Promise.all(all);
  return begun;
}

const CASES: [limit: number, keys: string, begun: string][] = [
  [1, 'aaa', 'aaa'],
  [1, 'aaabbb', 'aababb'],
  [1, 'aaabc', 'aabca'],
  [2, 'aaaaaabb', 'aaababaa'],
  [9, 'abc', 'abc'],
];

for (const [limit, keys, begun] of CASES) {
  test(`${limit} at a time of ${keys}`, async () => assert.is(await order(limit, keys), begun));
}

test('a turn is passed on when an action fails', async () => {
  const turns = new Turns(1);
  const failing = turns.run('a', () => Promise.reject(new Error('no'))).catch(() => 'failed');
  assert.is(await turns.run('b', async () => 'b'), 'b');
  assert.is(await failing, 'failed');
});

test('those that are released need no turn, and take none from the others', async () => {
  const turns = new Turns(1);
  const log: string[] = [];
  const gate: { open?: () => void } = {};
  const first = turns.run('a', () => new Promise<void>((resolve) => Object.assign(gate, { open: resolve })));
  const rest = ['b', 'b', 'c'].map((key) => turns.run(key, async () => void log.push(key)));
  turns.release('b');
  turns.release('nobody');
  await setImmediate();
  assert.equal(log, ['b', 'b']);
  gate.open?.();
  await Promise.all([first, ...rest]);
  assert.equal(log, ['b', 'b', 'c']);
});

test.run();
