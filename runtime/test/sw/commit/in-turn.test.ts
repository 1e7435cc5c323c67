import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inTurn } from '../../../src/sw/commit/in-turn.ts';

test('work for one id is done one after the other, whatever becomes of it; others do not wait', async () => {
  const log: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const results = await Promise.allSettled([
    inTurn('a', work('a1', true)),
    inTurn('a', work('a2')),
    inTurn('b', work('b1')),
  ]);
  assert.equal(
    results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.message)),
    ['a1', 'a2', 'b1'],
  );
  const ofA = log.filter((line) => line.startsWith('a'));
  assert.equal(ofA, ['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends']);
  assert.ok(log.indexOf('b1 begins') < log.indexOf('a1 ends'));
});

test.run();
