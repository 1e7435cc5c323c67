import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseContentRange } from '../../src/shared/content-range.ts';

const CASES: [header: string, expected: ReturnType<typeof parseContentRange>][] = [
  ['bytes 0-99/100', { first: 0, last: 99, size: 100 }],
  ['bytes 5-9/*', { first: 5, last: 9, size: undefined }],
  ['Bytes 0-0/1', { first: 0, last: 0, size: 1 }],
  ['bytes 9-5/100', undefined],
  ['bytes 0-100/100', undefined],
  ['bytes */100', undefined],
  ['items 0-1/2', undefined],
  ['', undefined],
];

for (const [header, expected] of CASES) {
  test(`Content-Range "${header}"`, () => assert.equal(parseContentRange(header), expected));
}

test.run();
