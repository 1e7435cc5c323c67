import { setImmediate } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { forEach } from '../../../src/sw/commit/for-each.ts';

const CASES: [items: number, limit: number, most: number][] = [
  [0, 3, 0],
  [1, 3, 1],
  [10, 1, 1],
  [10, 3, 3],
  [10, 100, 10],
];

for (const [count, limit, most] of CASES) {
  test(`${count} items, ${limit} at a time: each once, in order, ${most} at once`, async () => {
    const items = Array.from({ length: count }, (_, index) => index);
    const begun: number[] = [];
    let running = 0;
    let peak = 0;
    await forEach(items, limit, async (item) => {
      begun.push(item);
      peak = Math.max(peak, ++running);
      await setImmediate();
      running--;
    });
    assert.equal(begun, items);
    assert.is(peak, most);
    assert.is(running, 0);
  });
}

test('it takes the next item only when there is room for it', async () => {
  let taken = 0;
  function* items(): Generator<number> {
    for (; taken < 5; taken++) yield taken;
  }
  const gate = { open: (): void => undefined };
  const blocked = new Promise<void>((resolve) => {
    gate.open = resolve;
  });
  const done = forEach(items(), 2, () => blocked);
  await setImmediate();
  assert.is(taken, 1);
  gate.open();
  await done;
  assert.is(taken, 5);
});

test('the first rejection rejects, and the others still run', async () => {
  const seen: number[] = [];
  const work = forEach([0, 1, 2, 3, 4, 5], 2, async (item) => {
    seen.push(item);
    await setImmediate();
    if (item === 1) throw new Error('one');
  });
  await work.then(
    () => assert.unreachable('it should have rejected'),
    (error: Error) => assert.is(error.message, 'one'),
  );
  for (let turns = 0; turns < 10; turns++) await setImmediate();
  assert.equal(seen, [0, 1, 2, 3, 4, 5]);
});

test.run();
