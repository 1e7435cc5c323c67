import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchFailureReason } from '../../../src/shared/background-fetch.ts';
import type { BackgroundFetchUpdateUIEvent } from '../../../src/shared/background-fetch-events.ts';
import type { DownloadFailure } from '../../../src/shared/download-snapshot.ts';
import type { LedgerRequest } from '../../../src/store/schema.ts';
import type { Fault } from '../../../src/sw/commit/judge-response.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { RouteStrategy } = await import('../../../src/sw/serve/route-strategy.ts');
const { storeRecord } = await import('../../../src/sw/commit/store-record.ts');

const URL_ = `${SCOPE}a.bin`;
const KEY = `${URL_}?__WB_REVISION__=h1`;

let caches = 0;

interface Case {
  url?: string;
  response: Response | Promise<Response>;
  wanted?: LedgerRequest;
  failureReason?: BackgroundFetchFailureReason;
  plugins?: ConstructorParameters<typeof RouteStrategy>[0];
}

/** Stores one record in a cache of its own and tells what is in that cache then. */
async function store({ url = URL_, response, wanted, failureReason = '', plugins }: Case) {
  const strategy = new RouteStrategy({ ...plugins, cacheName: `store-record-${++caches}` });
  const cache = await scope.caches.open(strategy.cacheName);
  const event = Object.assign(new FakeExtendableEvent('backgroundfetchsuccess'), {
    registration: { result: failureReason === '' ? 'success' : 'failure', failureReason },
  }) as unknown as BackgroundFetchUpdateUIEvent;
  const record = { request: new Request(url), responseReady: Promise.resolve(response) };
  const failure = await storeRecord(event, record, { strategy, wanted, cache });
  const stored = await Promise.all(
    (await cache.keys()).map(async ({ url }) => [url, await (await cache.match(url))?.text()]),
  );
  if (failure) assert.is(failure.url, url);
  return {
    failure: failure && withoutUrl(failure),
    stored: Object.fromEntries(stored) as Record<string, string>,
  };
}

function withoutUrl({ url: _, ...fault }: DownloadFailure): Fault {
  return fault;
}

const html = (text: string, headers: Record<string, string> = {}): Response =>
  new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });

const body = (text: string, init: ResponseInit = {}): Response => new Response(text, init);
const sized = (size: number): LedgerRequest => ({ url: URL_, key: KEY, size });

const CASES: [name: string, of: () => Case, failure: Fault | undefined, stored: Record<string, string>][] = [
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
    { [KEY]: 'ab' },
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
    { [KEY]: 'abc' },
  ],
  [
    'a file compressed on disk, decoded',
    () => ({
      response: body('abcde', { headers: { 'content-encoding': 'gzip', 'content-length': '3' } }),
      wanted: { ...sized(3), decodedSize: 5 },
    }),
    undefined,
    { [KEY]: 'abcde' },
  ],
  [
    'a file compressed on disk, of neither size',
    () => ({ response: body('abcd'), wanted: { ...sized(3), decodedSize: 5 } }),
    { reason: 'wrong-size', status: 200, expected: 3, received: 4 },
    {},
  ],
  [
    'a page in place of a file of known size',
    () => ({ response: html('<p>'.repeat(9)), wanted: sized(3) }),
    { reason: 'wrong-type', status: 200, expected: '.bin', received: 'text/html' },
    {},
  ],
  [
    'a file of the right size that the server calls a page',
    () => ({ response: html('abc'), wanted: sized(3) }),
    undefined,
    { [KEY]: 'abc' },
  ],
  ...['mp3', 'M4A', 'webm', 'm3u8', 'jpg', 'wasm', 'json', 'data', 'gz', 'onnx', 'woff2', 'pmtiles'].map(
    (extension): (typeof CASES)[number] => [
      `a page in place of a .${extension}`,
      () => ({ url: `${SCOPE}media/a.${extension}?v=1`, response: html('<p>') }),
      { reason: 'wrong-type', status: 200, expected: `.${extension}`, received: 'text/html' },
      {},
    ],
  ),
  [
    'XHTML is a page too',
    () => ({
      url: `${SCOPE}a.mp3`,
      response: body('<p/>', { headers: { 'content-type': 'Application/XHTML+xml' } }),
    }),
    { reason: 'wrong-type', status: 200, expected: '.mp3', received: 'application/xhtml+xml' },
    {},
  ],
  ...['', 'guide', 'guide.html', 'a.HTM', 'wiki/Node.js', 'v1.2', 'guide.php', 'a.mp3/'].map(
    (path): (typeof CASES)[number] => [
      `a page at "${path}"`,
      () => ({ url: SCOPE + path, response: html('<p>') }),
      undefined,
      { [SCOPE + path]: '<p>' },
    ],
  ),
  [
    'a page that was changed on its way',
    () => ({
      url: `${SCOPE}guide.html`,
      response: html('<p>more'),
      wanted: { url: `${SCOPE}guide.html`, key: `${SCOPE}guide.html`, size: 3 },
    }),
    { reason: 'wrong-size', status: 200, expected: 3, received: 7 },
    {},
  ],
  [
    'Vary: * is stored',
    () => ({ response: body('abc', { headers: { vary: '*' } }) }),
    undefined,
    { [URL_]: 'abc' },
  ],
  [
    'an empty one of a failure that should be empty is kept',
    () => ({ response: body(''), wanted: sized(0), failureReason: 'bad-status' }),
    undefined,
    { [KEY]: '' },
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
    { [KEY]: 'abc' },
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
    (failureReason): (typeof CASES)[number] => [
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
    { [URL_]: 'gone' },
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
    { [`${KEY}&mine`]: 'abc' },
  ],
];

for (const [name, of, failure, stored] of CASES) {
  test(name, async () => assert.equal(await store(of()), { failure, stored }));
}

test.run();
