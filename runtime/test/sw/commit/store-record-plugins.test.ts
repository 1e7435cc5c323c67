import { test } from 'uvu';
import {
  body,
  checkRecord,
  RECORD_KEY,
  RECORD_URL,
  type RecordCase,
  sized,
} from '../../support/store-one-record.ts';

const CASES: RecordCase[] = [
  [
    'plugins may refuse a response',
    () => ({ response: body('abc'), plugins: { plugins: [{ cacheWillUpdate: async () => null }] } }),
    { reason: 'refused', status: 200 },
    {},
  ],
  [
    'plugins may let other statuses in',
    () => ({
      response: body('gone', { status: 404 }),
      plugins: { plugins: [{ cacheWillUpdate: async ({ response }) => response }] },
    }),
    undefined,
    { [RECORD_URL]: 'gone' },
  ],
  [
    'plugins may change the key, and a wrong size is taken out there too',
    () => ({
      response: body('ab'),
      wanted: sized(3),
      plugins: { plugins: [{ cacheKeyWillBeUsed: async ({ request }) => `${request.url}&mine` }] },
    }),
    { reason: 'wrong-size', status: 200, expected: 3, received: 2 },
    {},
  ],
  [
    'plugins may change the key',
    () => ({
      response: body('abc'),
      wanted: sized(3),
      plugins: { plugins: [{ cacheKeyWillBeUsed: async ({ request }) => `${request.url}&mine` }] },
    }),
    undefined,
    { [`${RECORD_KEY}&mine`]: 'abc' },
  ],
];

for (const record of CASES) test(record[0], () => checkRecord(record));

test.run();
