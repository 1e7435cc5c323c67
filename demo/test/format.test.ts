import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { formatBytes, formatDuration, percentOf } from '../src/format.ts';

const test = suite('format');

for (const [bytes, text] of [
  [0, '0 B'],
  [999, '999 B'],
  [1500, '2 KB'],
  [999_499, '999 KB'],
  [999_500, '1.0 MB'],
  [5_115_644, '5.1 MB'],
  [99_500_000, '100 MB'],
  [10_737_418_240, '10.7 GB'],
] as const) {
  test(`${bytes} bytes are ${text}`, () => assert.is(formatBytes(bytes), text));
}

for (const [seconds, text] of [
  [0, '0:00'],
  [59.6, '1:00'],
  [66, '1:06'],
] as const) {
  test(`${seconds} s are ${text}`, () => assert.is(formatDuration(seconds), text));
}

for (const [part, total, percent] of [
  [0, 0, undefined],
  [0, 10, 0],
  [999, 1000, 99],
  [1000, 1000, 100],
  [12, 10, 100],
] as const) {
  test(`${part} of ${total} is ${percent} %`, () => assert.is(percentOf(part, total), percent));
}

test.run();
