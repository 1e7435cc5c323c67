import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchRegistration } from '../../../src/shared/background-fetch.ts';
import { type Connected, connectedManager } from '../../support/connected-manager.ts';
import { responseData } from '../../support/memory-backend.ts';
import { rejectsWith } from '../../support/rejects-with.ts';

const BASE = 'https://app.example/';
const KEY = 'key-0';

async function start(
  requests: RequestInfo[],
): Promise<Omit<Connected, 'registration'> & { registration: BackgroundFetchRegistration }> {
  const connected = connectedManager();
  return { ...connected, registration: await connected.manager.fetch('id', requests) };
}

const REQUESTS = (): RequestInfo[] => [
  `${BASE}a`,
  `${BASE}a`,
  `${BASE}a?id=3`,
  new Request(`${BASE}a`, { method: 'PUT', body: 'up' }),
  `${BASE}b`,
  `${BASE}vary`,
  `${BASE}any`,
];

const A = `${BASE}a`;

/** A query and the URLs of what matches, with the method where it is not GET. */
const QUERIES: [
  name: string,
  request: RequestInfo | undefined,
  options: CacheQueryOptions | undefined,
  expected: string[],
][] = [
  ['a URL', A, undefined, ['a', 'a']],
  ['a URL with a fragment', `${A}#t`, undefined, ['a', 'a']],
  ['a Request', new Request(A), undefined, ['a', 'a']],
  ['a query', `${A}?id=3`, undefined, ['a?id=3']],
  ['ignoreSearch', A, { ignoreSearch: true }, ['a', 'a', 'a?id=3']],
  ['ignoreSearch of the query', `${A}?other`, { ignoreSearch: true }, ['a', 'a', 'a?id=3']],
  ['ignoreMethod', A, { ignoreMethod: true }, ['a', 'a', 'PUT a']],
  ['both', A, { ignoreMethod: true, ignoreSearch: true }, ['a', 'a', 'a?id=3', 'PUT a']],
  ['the method of the query does not matter', new Request(A, { method: 'POST' }), undefined, ['a', 'a']],
  ['nothing', `${BASE}c`, undefined, []],
  ['all', undefined, undefined, ['a', 'a', 'a?id=3', 'PUT a', 'b', 'vary', 'any']],
  [
    'Vary that fits',
    new Request(`${BASE}vary`, { headers: { 'accept-language': 'de' } }),
    undefined,
    ['vary'],
  ],
  ['Vary that does not', `${BASE}vary`, undefined, []],
  ['Vary, ignored', `${BASE}vary`, { ignoreVary: true }, ['vary']],
  ['Vary: *', `${BASE}any`, undefined, []],
  ['Vary: *, ignored', `${BASE}any`, { ignoreVary: true }, ['any']],
  ['options that are null', A, null as unknown as CacheQueryOptions, ['a', 'a']],
];

for (const [name, request, options, expected] of QUERIES) {
  test(`match: ${name}`, async () => {
    const { registration, backend } = await start(REQUESTS());
    backend.record(KEY, 5).request.headers.push(['accept-language', 'de']);
    const vary = 'x-absent, Accept-Language';
    backend.changeRecord(KEY, 5, { response: responseData({ headers: [['vary', vary]] }) });
    backend.changeRecord(KEY, 6, { response: responseData({ headers: [['vary', 'accept, *']] }) });
    const records = await registration.matchAll(request, options);
    const found = records.map(({ request: { method, url } }) =>
      `${method} ${url}`.replace(BASE, '').replace('GET ', ''),
    );
    assert.equal(found, expected);
    if (request !== undefined) {
      const first = await registration.match(request, options);
      assert.is(first?.request.url, records[0]?.request.url);
    }
  });
}

test('a response that is not there yet varies by nothing', async () => {
  const { registration } = await start([`${BASE}a`]);
  assert.is((await registration.matchAll(new Request(A, { headers: { accept: 'x' } }))).length, 1);
});

test('thousands of records are read a batch at a time, and no more than needed', async () => {
  const { registration, backend } = await start(
    Array.from({ length: 5000 }, (_, index) => `${BASE}segment-${index}`),
  );
  assert.is((await registration.matchAll()).length, 5000);
  assert.ok(backend.calls.getRecords <= 51);
  backend.calls.getRecords = 0;
  const record = await registration.match(`${BASE}segment-150`);
  assert.is(record?.request.url, `${BASE}segment-150`);
  assert.is(backend.calls.getRecords, 2);
});

test('a record has one request, with its body, and one promise', async () => {
  const { registration } = await start(REQUESTS());
  const record = await registration.match(A, { ignoreMethod: true, ignoreVary: true, ignoreSearch: true });
  assert.ok(record);
  assert.is(record.request, record.request);
  assert.is(record.responseReady, record.responseReady);
  assert.is(Object.prototype.toString.call(record), '[object BackgroundFetchRecord]');
  const put = (await registration.matchAll(A, { ignoreMethod: true }))[2];
  assert.is(await put?.request.text(), 'up');
});

test('rejections', async () => {
  const { registration, backend } = await start([A]);
  const { match, matchAll } = registration as unknown as Record<
    'match' | 'matchAll',
    (...given: unknown[]) => Promise<unknown>
  >;
  await rejectsWith(() => match.call(registration), 'TypeError', /1 argument/);
  await rejectsWith(() => match.call(registration, 'https://'), 'TypeError');
  await rejectsWith(() => match.call(registration, Symbol('a')), 'TypeError');
  await rejectsWith(() => match.call(registration, A, 'options'), 'TypeError');
  await rejectsWith(() => matchAll.call(registration, A, 1), 'TypeError');
  backend.change(KEY, { result: 'success', recordsAvailable: false });
  await rejectsWith(() => match.call(registration, A), 'InvalidStateError');
  await rejectsWith(() => matchAll.call(registration), 'InvalidStateError');
});

test.run();
