import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { extractContentRangeValues } from '../../../src/spec/algorithms/extract-content-range-values.ts';

const CASES: [header: string | undefined, values: [number, number, number | undefined] | undefined][] = [
  ['bytes 0-0/1', [0, 0, 1]],
  ['bytes 5-9/10', [5, 9, 10]],
  ['bytes 5-9/*', [5, 9, undefined]],
  ['bytes=5-9/10', undefined],
  ['bytes */10', undefined],
  ['bytes 9-5/10', undefined],
  ['bytes 5-10/10', undefined],
  ['items 0-0/1', undefined],
  ['bytes 0-0/1, bytes 2-2/3', undefined],
  [undefined, undefined],
];

for (const [header, values] of CASES) {
  test(`Content-Range: ${header}`, () => {
    const found = extractContentRangeValues(new Headers(header ? { 'content-range': header } : {}));
    assert.equal(found && [found.first, found.last, found.size], values);
  });
}

test.run();
