import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { validateAPartialResponse } from '../../../src/spec/algorithms/validate-a-partial-response.ts';

type Fields = Record<string, string>;

const DATE = 'Mon, 01 Jan 2024 00:00:00 GMT';

const CASES: [
  step: string,
  start: number,
  partial: Fields,
  previous: [status: number, headers: Fields] | undefined,
  isValid: boolean,
][] = [
  ['2 no Content-Range', 0, {}, undefined, false],
  ['3 another start', 4, { 'content-range': 'bytes 5-9/10' }, undefined, false],
  ['4 no previous response', 5, { 'content-range': 'bytes 5-9/10' }, undefined, true],
  ['4.1 the same ETag', 5, { 'content-range': 'bytes 5-9/10', etag: '"1"' }, [200, { etag: '"1"' }], true],
  ['4.1 another ETag', 5, { 'content-range': 'bytes 5-9/10', etag: '"2"' }, [200, { etag: '"1"' }], false],
  [
    '4.1 a weak one is another',
    5,
    { 'content-range': 'bytes 5-9/10', etag: '"1"' },
    [200, { etag: 'W/"1"' }],
    false,
  ],
  ['4.1 no ETag any more', 5, { 'content-range': 'bytes 5-9/10' }, [200, { etag: '"1"' }], false],
  ['4.1 an ETag only now', 5, { 'content-range': 'bytes 5-9/10', etag: '"1"' }, [200, {}], true],
  [
    '4.1 the same date',
    5,
    { 'content-range': 'bytes 5-9/10', 'last-modified': DATE },
    [200, { 'last-modified': DATE }],
    true,
  ],
  ['4.1 no date any more', 5, { 'content-range': 'bytes 5-9/10' }, [200, { 'last-modified': DATE }], false],
  [
    '4.2 the same complete length',
    5,
    { 'content-range': 'bytes 5-9/10' },
    [206, { 'content-range': 'bytes 0-4/10' }],
    true,
  ],
  ['4.2 another', 5, { 'content-range': 'bytes 5-9/11' }, [206, { 'content-range': 'bytes 0-4/10' }], false],
  ['4.2 none now', 5, { 'content-range': 'bytes 5-9/*' }, [206, { 'content-range': 'bytes 0-4/10' }], false],
  [
    '4.2 none before',
    5,
    { 'content-range': 'bytes 5-9/10' },
    [206, { 'content-range': 'bytes 0-4/*' }],
    true,
  ],
  [
    'deviation: another length than that of the 200',
    5,
    { 'content-range': 'bytes 5-9/10' },
    [200, { 'content-length': '11' }],
    false,
  ],
  [
    'deviation: that of a coded 200 says nothing',
    5,
    { 'content-range': 'bytes 5-9/10' },
    [200, { 'content-length': '11', 'content-encoding': 'br' }],
    true,
  ],
  [
    'deviation: a coded part',
    5,
    { 'content-range': 'bytes 5-9/10', 'content-encoding': 'br' },
    [200, {}],
    false,
  ],
];

for (const [name, start, headers, previous, isValid] of CASES) {
  test(name, () => {
    const before = previous && {
      url: 'https://app.example/',
      status: previous[0],
      statusText: '',
      headers: Object.entries(previous[1]),
      redirected: false,
    };
    assert.is(validateAPartialResponse(start, { headers: new Headers(headers) }, before), isValid);
  });
}

test.run();
