import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { retryAfter } from '../../../src/spec/algorithms/retry-after.ts';

const NOW = Date.UTC(2026, 0, 1);

const CASES: [header: string | null, milliseconds: number][] = [
  [null, 0],
  ['', 0],
  ['0', 0],
  ['120', 120_000],
  [' 120 ', 120_000],
  ['3601', 3_600_000],
  ['99999999999999999999', 3_600_000],
  ['-5', 0],
  ['soon', 0],
  ['Thu, 01 Jan 2026 00:01:30 GMT', 90_000],
  ['Thu, 01 Jan 2026 02:00:00 GMT', 3_600_000],
  ['Wed, 31 Dec 2025 23:59:59 GMT', 0],
];

for (const [header, milliseconds] of CASES) {
  test(`Retry-After: ${header}`, () => assert.is(retryAfter(header, NOW), milliseconds));
}

test.run();
