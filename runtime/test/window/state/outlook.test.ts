import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { outlook } from '../../../src/window/state/outlook.ts';

type Numbers = [downloaded: number, downloadTotal: number, bytesPerSecond: number];

const CASES: [
  given: Numbers,
  progress: number | undefined,
  bytesPerSecond: number,
  secondsLeft: number | undefined,
][] = [
  [[0, 100, 0], 0, 0, undefined],
  [[25, 100, 0], 0.25, 0, undefined],
  [[25, 100, 10], 0.25, 10, 8],
  [[25, 100, 1.4], 0.25, 1, 54],
  [[100, 100, 10], 1, 10, 0],
  [[120, 100, 10], 1, 10, 0],
  [[25, 0, 10], undefined, 10, undefined],
  [[0, 0, 0], undefined, 0, undefined],
];

for (const [given, progress, bytesPerSecond, secondsLeft] of CASES) {
  test(`${given}: ${progress}, ${secondsLeft} s`, () => {
    const [downloaded, downloadTotal] = given;
    assert.equal(outlook(...given), { downloaded, downloadTotal, progress, bytesPerSecond, secondsLeft });
  });
}

test.run();
