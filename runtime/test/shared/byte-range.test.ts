import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseByteRanges } from '../../src/shared/byte-range.ts';

const CASES: [header: string, size: number, expected: ReturnType<typeof parseByteRanges>][] = [
  // first and last, RFC 9110 section 14.1.2
  ['bytes=0-0', 10, [{ first: 0, last: 0 }]],
  ['bytes=0-1', 10, [{ first: 0, last: 1 }]],
  ['bytes=3-5', 10, [{ first: 3, last: 5 }]],
  ['bytes=9-9', 10, [{ first: 9, last: 9 }]],
  ['bytes=0-9', 10, [{ first: 0, last: 9 }]],
  // an end at or beyond the end of the body
  ['bytes=5-10', 10, [{ first: 5, last: 9 }]],
  ['bytes=0-99999999999', 10, [{ first: 0, last: 9 }]],
  // an open end
  ['bytes=0-', 10, [{ first: 0, last: 9 }]],
  ['bytes=9-', 10, [{ first: 9, last: 9 }]],
  // a suffix
  ['bytes=-1', 10, [{ first: 9, last: 9 }]],
  ['bytes=-10', 10, [{ first: 0, last: 9 }]],
  ['bytes=-11', 10, [{ first: 0, last: 9 }]],
  ['bytes=-0', 10, 'unsatisfiable'],
  // beyond the end
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=10-20', 10, 'unsatisfiable'],
  // an empty body
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=0-0', 0, 'unsatisfiable'],
  ['bytes=-5', 0, 'unsatisfiable'],
  // larger than 32 bits
  ['bytes=4294967296-4294967297', 5e9, [{ first: 4294967296, last: 4294967297 }]],
  // spaces and case
  ['BYTES=1-2', 10, [{ first: 1, last: 2 }]],
  ['  bytes = 1 - 2  ', 10, [{ first: 1, last: 2 }]],
  // to be ignored
  ['bytes=5-3', 10, undefined],
  ['bytes=-', 10, undefined],
  ['bytes=', 10, undefined],
  ['bytes', 10, undefined],
  ['', 10, undefined],
  ['items=0-1', 10, undefined],
  ['bytes=a-b', 10, undefined],
  ['bytes=0x1-2', 10, undefined],
  ['bytes=+1-2', 10, undefined],
  ['bytes=1.5-2', 10, undefined],
  ['bytes=,', 10, undefined],
  ['bytes=0-1,a', 10, undefined],
  ['bytes=0-1,5-3', 10, undefined],
  ['bytes=0-1;3-4', 10, undefined],
  // several
  [
    'bytes=0-1,3-4',
    10,
    [
      { first: 0, last: 1 },
      { first: 3, last: 4 },
    ],
  ],
  [
    'bytes=3-4 , 0-1',
    10,
    [
      { first: 3, last: 4 },
      { first: 0, last: 1 },
    ],
  ],
  ['bytes=0-1,', 10, [{ first: 0, last: 1 }]],
  [
    'bytes=,0-1,,-1',
    10,
    [
      { first: 0, last: 1 },
      { first: 9, last: 9 },
    ],
  ],
  ['bytes=0-1,20-30', 10, [{ first: 0, last: 1 }]],
  ['bytes=20-30,-0', 10, 'unsatisfiable'],
  [
    'bytes=0-5,2-7',
    10,
    [
      { first: 0, last: 5 },
      { first: 2, last: 7 },
    ],
  ],
];

for (const [header, size, expected] of CASES) {
  test(`Range "${header}" of ${size} bytes`, () => assert.equal(parseByteRanges(header, size), expected));
}

test.run();
