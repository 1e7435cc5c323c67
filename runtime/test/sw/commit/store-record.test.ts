import { test } from 'uvu';
import { ledgerFile } from '../../support/ledger-file.ts';
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
    'a record goes under its key',
    () => ({ response: body('abc'), wanted: ledgerFile(RECORD_URL, { key: RECORD_KEY }) }),
    undefined,
    { [RECORD_KEY]: 'abc' },
  ],
  [
    'a file without a revision goes under its URL',
    () => ({ response: body('abc') }),
    undefined,
    { [RECORD_URL]: 'abc' },
  ],
  [
    'the size is right',
    () => ({ response: body('abc'), wanted: sized(3) }),
    undefined,
    { [RECORD_KEY]: 'abc' },
  ],
  [
    'too short',
    () => ({ response: body('ab'), wanted: sized(3) }),
    { reason: 'wrong-size', status: 200, expected: 3, received: 2 },
    {},
  ],
  [
    'too long',
    () => ({ response: body('abcd'), wanted: sized(3) }),
    { reason: 'wrong-size', status: 200, expected: 3, received: 4 },
    {},
  ],
  [
    'a Content-Length that the browser has held the body against is believed',
    () => ({ response: body('ab', { headers: { 'content-length': '3' } }), wanted: sized(3) }),
    undefined,
    { [RECORD_KEY]: 'ab' },
  ],
  [
    'one of a failed background fetch is not',
    () => ({
      response: body('ab', { headers: { 'content-length': '3' } }),
      wanted: sized(3),
      failureReason: 'fetch-error',
    }),
    { reason: 'wrong-size', status: 200, expected: 3, received: 2 },
    {},
  ],
  [
    'what was complete before a failure is kept',
    () => ({ response: body('abc'), wanted: sized(3), failureReason: 'bad-status' }),
    undefined,
    { [RECORD_KEY]: 'abc' },
  ],
  [
    'the length of a compressed transfer says nothing',
    () => ({
      response: body('abc', { headers: { 'content-length': '2', 'content-encoding': 'br' } }),
      wanted: sized(3),
    }),
    undefined,
    { [RECORD_KEY]: 'abc' },
  ],
  ['an empty body is a body', () => ({ response: body('') }), undefined, { [RECORD_URL]: '' }],
  [
    'an empty one of a failure is the record that went over the total',
    () => ({ response: body(''), failureReason: 'download-total-exceeded' }),
    { reason: 'download-total-exceeded', status: 200 },
    {},
  ],
  [
    'of a file of known size, it had more than that',
    () => ({ response: body(''), failureReason: 'download-total-exceeded', wanted: sized(3) }),
    { reason: 'wrong-size', status: 200, expected: 3, received: undefined },
    {},
  ],
  [
    'its Content-Length says how much',
    () => ({
      response: body('', { headers: { 'content-length': '9' } }),
      failureReason: 'download-total-exceeded',
      wanted: sized(3),
    }),
    { reason: 'wrong-size', status: 200, expected: 3, received: 9 },
    {},
  ],
  [
    'one that was only cut off for another',
    () => ({
      response: body('', { headers: { 'content-length': '3' } }),
      failureReason: 'download-total-exceeded',
      wanted: sized(3),
    }),
    { reason: 'download-total-exceeded', status: 200 },
    {},
  ],
  [
    'a file compressed on disk, sent as it is',
    () => ({ response: body('abc'), wanted: { ...sized(3), decodedSize: 5 } }),
    undefined,
    { [RECORD_KEY]: 'abc' },
  ],
  [
    'a file compressed on disk, decoded',
    () => ({
      response: body('abcde', { headers: { 'content-encoding': 'gzip', 'content-length': '3' } }),
      wanted: { ...sized(3), decodedSize: 5 },
    }),
    undefined,
    { [RECORD_KEY]: 'abcde' },
  ],
  [
    'a file compressed on disk, of neither size',
    () => ({ response: body('abcd'), wanted: { ...sized(3), decodedSize: 5 } }),
    { reason: 'wrong-size', status: 200, expected: 3, received: 4 },
    {},
  ],
  [
    'Vary: * is stored',
    () => ({ response: body('abc', { headers: { vary: '*' } }) }),
    undefined,
    { [RECORD_URL]: 'abc' },
  ],
  [
    'an empty one of a failure that should be empty is kept',
    () => ({ response: body(''), wanted: sized(0), failureReason: 'bad-status' }),
    undefined,
    { [RECORD_KEY]: '' },
  ],
  [
    'a 404 is not stored',
    () => ({ response: body('no', { status: 404 }) }),
    { reason: 'bad-status', status: 404 },
    {},
  ],
  [
    'a 206 of the whole is stored as a 200',
    () => ({
      response: body('abc', { status: 206, headers: { 'content-range': 'bytes 0-2/3' } }),
      wanted: sized(3),
    }),
    undefined,
    { [RECORD_KEY]: 'abc' },
  ],
  [
    'a 206 of a part is refused',
    () => ({ response: body('abc', { status: 206, headers: { 'content-range': 'bytes 0-2/9' } }) }),
    { reason: 'wrong-size', status: 206, expected: 9, received: 3 },
    {},
  ],
  [
    'a 206 that does not say which part',
    () => ({ response: body('abc', { status: 206 }) }),
    { reason: 'wrong-size', status: 206, expected: undefined, received: undefined },
    {},
  ],
  ...(['', 'bad-status', 'fetch-error', 'aborted', 'quota-exceeded', 'download-total-exceeded'] as const).map(
    (failureReason): RecordCase => [
      `a record without a response, of a background fetch with "${failureReason}"`,
      () => ({ response: Promise.reject(new TypeError('no record')), failureReason }),
      { reason: failureReason === '' || failureReason === 'bad-status' ? 'fetch-error' : failureReason },
      {},
    ],
  ),
  [
    'no room',
    () => ({ response: Promise.reject(new DOMException('no room', 'QuotaExceededError')) }),
    { reason: 'quota-exceeded' },
    {},
  ],
];

for (const record of CASES) test(record[0], () => checkRecord(record));

test.run();
