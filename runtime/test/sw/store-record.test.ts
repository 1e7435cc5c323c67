import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type {
  BackgroundFetchFailureReason,
  BackgroundFetchUpdateUIEvent,
} from '../../src/shared/background-fetch.ts';
import type { LedgerRequest } from '../../src/store/schema.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../support/worker-scope.ts';

const { BackgroundFetchStrategy } = await import('../../src/sw/background-fetch-strategy.ts');
const { storeRecord } = await import('../../src/sw/store-record.ts');

const URL_ = `${SCOPE}a.bin`;
const KEY = `${URL_}?__WB_REVISION__=h1`;

let caches = 0;

interface Case {
  response: Response | Promise<Response>;
  wanted?: LedgerRequest;
  failureReason?: BackgroundFetchFailureReason;
  plugins?: ConstructorParameters<typeof BackgroundFetchStrategy>[0];
}

/** Stores one record in a cache of its own and tells what is in that cache then. */
async function store({ response, wanted, failureReason = '', plugins }: Case) {
  const strategy = new BackgroundFetchStrategy({ ...plugins, cacheName: `store-record-${++caches}` });
  const cache = await scope.caches.open(strategy.cacheName);
  const event = Object.assign(new FakeExtendableEvent('backgroundfetchsuccess'), {
    registration: { result: failureReason === '' ? 'success' : 'failure', failureReason },
  }) as unknown as BackgroundFetchUpdateUIEvent;
  const record = { request: new Request(URL_), responseReady: Promise.resolve(response) };
  const error: unknown = await storeRecord(event, record, { strategy, wanted, cache }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const stored = await Promise.all(
    (await cache.keys()).map(async ({ url }) => [url, await (await cache.match(url))?.text()]),
  );
  const name = error instanceof Error || error instanceof DOMException ? error.name : error;
  return { error: name, stored: Object.fromEntries(stored) as Record<string, string> };
}

const body = (text: string, init: ResponseInit = {}): Response => new Response(text, init);
const sized = (size: number): LedgerRequest => ({ url: URL_, key: KEY, size });

const CASES: [name: string, of: () => Case, error: string | undefined, stored: Record<string, string>][] = [
  [
    'a record goes under its key',
    () => ({ response: body('abc'), wanted: { url: URL_, key: KEY } }),
    undefined,
    { [KEY]: 'abc' },
  ],
  [
    'one that no route knows goes under its URL',
    () => ({ response: body('abc') }),
    undefined,
    { [URL_]: 'abc' },
  ],
  ['the size is right', () => ({ response: body('abc'), wanted: sized(3) }), undefined, { [KEY]: 'abc' }],
  ['too short', () => ({ response: body('ab'), wanted: sized(3) }), 'DataError', {}],
  ['too long', () => ({ response: body('abcd'), wanted: sized(3) }), 'DataError', {}],
  [
    'a Content-Length that the browser has held the body against is believed',
    () => ({ response: body('ab', { headers: { 'content-length': '3' } }), wanted: sized(3) }),
    undefined,
    { [KEY]: 'ab' },
  ],
  [
    'one of a failed background fetch is not',
    () => ({
      response: body('ab', { headers: { 'content-length': '3' } }),
      wanted: sized(3),
      failureReason: 'fetch-error',
    }),
    'DataError',
    {},
  ],
  [
    'what was complete before a failure is kept',
    () => ({ response: body('abc'), wanted: sized(3), failureReason: 'bad-status' }),
    undefined,
    { [KEY]: 'abc' },
  ],
  [
    'the length of a compressed transfer says nothing',
    () => ({
      response: body('abc', { headers: { 'content-length': '2', 'content-encoding': 'br' } }),
      wanted: sized(3),
    }),
    undefined,
    { [KEY]: 'abc' },
  ],
  ['an empty body is a body', () => ({ response: body('') }), undefined, { [URL_]: '' }],
  [
    'an empty one of a failure is the record that went over the total',
    () => ({ response: body(''), failureReason: 'download-total-exceeded' }),
    'DataError',
    {},
  ],
  [
    'an empty one of a failure that should be empty is kept',
    () => ({ response: body(''), wanted: sized(0), failureReason: 'bad-status' }),
    undefined,
    { [KEY]: '' },
  ],
  ['a 404 is not stored', () => ({ response: body('no', { status: 404 }) }), 'NotSupportedError', {}],
  [
    'a 206 of the whole is stored as a 200',
    () => ({
      response: body('abc', { status: 206, headers: { 'content-range': 'bytes 0-2/3' } }),
      wanted: sized(3),
    }),
    undefined,
    { [KEY]: 'abc' },
  ],
  [
    'a 206 of a part is refused',
    () => ({ response: body('abc', { status: 206, headers: { 'content-range': 'bytes 0-2/9' } }) }),
    'DataError',
    {},
  ],
  [
    'a record without a response is its own error',
    () => ({ response: Promise.reject(new TypeError('no record')) }),
    'TypeError',
    {},
  ],
  [
    'plugins may refuse a response',
    () => ({ response: body('abc'), plugins: { plugins: [{ cacheWillUpdate: async () => null }] } }),
    'NotSupportedError',
    {},
  ],
  [
    'plugins may let other statuses in',
    () => ({
      response: body('gone', { status: 404 }),
      plugins: { plugins: [{ cacheWillUpdate: async ({ response }) => response }] },
    }),
    undefined,
    { [URL_]: 'gone' },
  ],
  [
    'plugins may change the key, and a wrong size is taken out there too',
    () => ({
      response: body('ab'),
      wanted: sized(3),
      plugins: { plugins: [{ cacheKeyWillBeUsed: async ({ request }) => `${request.url}&mine` }] },
    }),
    'DataError',
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
    { [`${KEY}&mine`]: 'abc' },
  ],
];

for (const [name, of, error, stored] of CASES) {
  test(name, async () => assert.equal(await store(of()), { error, stored }));
}

test.run();
