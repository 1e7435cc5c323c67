import { mock } from 'node:test';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createRate } from '../../../src/window/state/rate.ts';
import { withGlobals } from '../../support/page-globals.ts';

/** Counts at times in milliseconds, and the rate after the last, give or take a byte. */
const CASES: [name: string, counts: [time: number, bytes: number][], rate: number][] = [
  ['nothing', [], 0],
  ['one count', [[1_000, 500]], 0],
  [
    'two counts',
    [
      [1_000, 0],
      [2_000, 500],
    ],
    500,
  ],
  [
    'a steady rate',
    [
      [1_000, 0],
      [1_500, 50],
      [2_000, 100],
      [4_000, 300],
    ],
    100,
  ],
  [
    'a steady rate, told at any times',
    [
      [1_000, 0],
      [1_010, 1],
      [1_700, 70],
      [1_701, 70.1],
      [9_000, 800],
    ],
    100,
  ],
  [
    'twice at the same time',
    [
      [1_000, 0],
      [2_000, 100],
      [2_000, 150],
      [3_000, 200],
    ],
    100,
  ],
  [
    'a burst at first',
    [
      [1_000, 0],
      [1_001, 1_000],
      [2_001, 1_000],
    ],
    842,
  ],
  [
    'half a minute later only what is new shows',
    [
      [1_000, 0],
      [2_000, 9_000],
      [5_000, 9_300],
      [32_000, 12_000],
    ],
    101,
  ],
  [
    'a file that begins again counts nothing',
    [
      [1_000, 0],
      [2_000, 100],
      [3_000, 20],
    ],
    42,
  ],
];

for (const [name, counts, expected] of CASES) {
  test(`${name}: about ${expected} bytes a second`, () => {
    const clock = counts.map(([time]) => time);
    return withGlobals({ performance: { now: () => clock.shift() } }, () => {
      const rate = createRate(() => undefined);
      for (const [, bytes] of counts) rate.measure(bytes);
      const value = rate.value();
      rate.forget();
      assert.ok(Math.abs(value - expected) <= 1, `${value}`);
      assert.is(rate.value(), 0);
    });
  });
}

test('where nothing comes any more, it is told once, and begins anew', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const clock = [1_000, 2_000, 60_000, 61_000];
  return withGlobals({ performance: { now: () => clock.shift() } }, () => {
    let stalls = 0;
    const rate = createRate(() => {
      stalls++;
      assert.is(rate.value(), 0);
    });
    rate.measure(0);
    rate.measure(100);
    mock.timers.tick(4_999);
    assert.equal([stalls, Math.round(rate.value())], [0, 100]);
    mock.timers.tick(1);
    assert.equal([stalls, rate.value()], [1, 0]);
    mock.timers.tick(60_000);
    assert.is(stalls, 1);
    rate.measure(150);
    assert.is(rate.value(), 0);
    rate.measure(350);
    assert.is(Math.round(rate.value()), 200);
    rate.forget();
    mock.timers.tick(60_000);
    assert.is(stalls, 1);
  }).finally(() => mock.timers.reset());
});

test.run();
