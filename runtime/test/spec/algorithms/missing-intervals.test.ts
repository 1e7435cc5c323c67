import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { missingIntervals } from '../../../src/spec/algorithms/missing-intervals.ts';

type Pairs = [start: number, end: number][];

const CASES: [stored: Pairs, size: number, missing: Pairs][] = [
  [[], 10, [[0, 10]]],
  [[], 0, []],
  [[[0, 10]], 10, []],
  [[[0, 4]], 10, [[4, 10]]],
  [[[4, 10]], 10, [[0, 4]]],
  [
    [
      [0, 4],
      [4, 6],
      [6, 8],
    ],
    10,
    [[8, 10]],
  ],
  [
    [
      [0, 2],
      [4, 6],
      [8, 10],
    ],
    10,
    [
      [2, 4],
      [6, 8],
    ],
  ],
  [[[0, 4]], Number.POSITIVE_INFINITY, [[4, Number.POSITIVE_INFINITY]]],
  [[[0, 11]], 10, []],
];

for (const [stored, size, missing] of CASES) {
  test(`of ${size} bytes ${JSON.stringify(stored)} are stored`, () => {
    const found = missingIntervals(
      stored.map(([start, end]) => ({ start, end })),
      size,
    );
    assert.equal(
      found.map(({ start, end }) => [start, end]),
      missing,
    );
  });
}

test.run();
