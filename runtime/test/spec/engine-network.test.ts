import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchFailureReason } from '../../src/shared/background-fetch.ts';
import type { RequestData } from '../../src/spec/model.ts';
import { bytesOf, createWorld, get, runOne, type World } from '../support/engine-environment.ts';
import { type Fault, type Seen, type ServedFile, startEngineServer } from '../support/engine-server.ts';

const server = await startEngineServer();
test.after(() => server.close());

const BODY = bytesOf(300_000);
const OTHER = bytesOf(300_000, 7);
const DATE = 'Mon, 01 Jan 2024 00:00:00 GMT';
const FILE: ServedFile = { body: BODY, etag: '"1"', lastModified: DATE };
const PATH = '/file';

interface Case {
  name: string;
  file?: ServedFile | undefined;
  request?: Partial<RequestData>;
  world?: Partial<World>;
  fault?: (nth: number, seen: Seen) => Fault | undefined;
  /** 'success' or the record's failure. */
  result?: Exclude<BackgroundFetchFailureReason, ''> | 'success';
  status?: number;
  body?: Uint8Array;
  /** The `Range` headers that the server saw, in order. */
  ranges?: (string | undefined)[];
  /** Anything else. */
  check?: (world: World) => void;
}

/** The first answer is cut. */
const cutOnce =
  (then: Fault = {}, at = 100_000) =>
  (nth: number): Fault =>
    nth === 0 ? { cutAfter: at } : then;

const replaceAfterFirst =
  (file: ServedFile, then: Fault = {}) =>
  (nth: number) => {
    if (nth === 0) return { cutAfter: 100_000 };
    server.files.set(PATH, file);
    return nth === 1 ? then : {};
  };

const CASES: Case[] = [
  { name: 'a file is stored as it is', ranges: [undefined] },
  { name: 'an empty file', file: { body: new Uint8Array(), etag: '"1"' }, body: new Uint8Array() },
  {
    name: 'an empty file without a length',
    file: { body: new Uint8Array() },
    body: new Uint8Array(),
    fault: () => ({ chunked: true }),
  },
  { name: 'no Content-Length', fault: () => ({ chunked: true }), ranges: [undefined] },
  {
    name: 'the HTTP cache is passed',
    check: () => assert.match(server.seen[0]?.headers['cache-control'] ?? '', 'no-cache'),
  },

  // Resuming: "if rangeStart is not 0, then add a range header"
  {
    name: 'a cut body is gone on with behind the last byte',
    fault: cutOnce(),
    ranges: [undefined, 'bytes=100000-'],
    check: () => assert.is(server.seen[1]?.headers['if-range'], '"1"'),
  },
  {
    name: 'a cut body without a length as well',
    fault: (nth) => (nth === 0 ? { cutAfter: 100_000, chunked: true } : {}),
    ranges: [undefined, 'bytes=100000-'],
  },
  {
    name: 'a body that ends in good order but too early is a cut one',
    world: { fetch: shortened },
    ranges: [undefined, 'bytes=1000-'],
  },
  {
    name: 'Last-Modified is a validator where the ETag is weak',
    file: { body: BODY, etag: 'W/"1"', lastModified: DATE },
    fault: cutOnce(),
    ranges: [undefined, 'bytes=100000-'],
    check: () => assert.is(server.seen[1]?.headers['if-range'], DATE),
  },
  {
    name: 'a weak ETag alone is none: start anew',
    file: { body: BODY, etag: 'W/"1"' },
    fault: cutOnce(),
    ranges: [undefined, undefined],
  },
  {
    name: 'no validator: start anew',
    file: { body: BODY },
    fault: cutOnce(),
    ranges: [undefined, undefined],
  },
  {
    name: 'another origin is asked without If-Range',
    world: { origin: 'https://app.example' },
    fault: cutOnce(),
    ranges: [undefined, 'bytes=100000-'],
    check: () => assert.is(server.seen[1]?.headers['if-range'], undefined),
  },
  {
    name: 'cut nine times',
    fault: (nth) => (nth < 9 ? { cutAfter: 20_000 } : {}),
    check: () => {
      const starts = server.seen.slice(1).map(({ headers }) => Number(headers.range?.slice(6, -1)));
      assert.equal(
        starts,
        [1, 2, 3, 4, 5, 6, 7, 8, 9].map((time) => time * 20_000),
      );
    },
  },
  {
    name: '200 instead of 206: start anew',
    fault: cutOnce({ ignoreRange: true }),
    ranges: [undefined, 'bytes=100000-'],
  },
  {
    name: 'a file replaced meanwhile: the other one, whole',
    fault: replaceAfterFirst({ body: OTHER, etag: '"2"' }),
    body: OTHER,
    ranges: [undefined, 'bytes=100000-'],
  },
  // Validate a partial response, 4.1
  {
    name: 'replaced, and the server ignores If-Range: another ETag',
    fault: replaceAfterFirst({ body: OTHER, etag: '"2"' }, { ignoreCondition: true }),
    body: OTHER,
    ranges: [undefined, 'bytes=100000-', undefined],
  },
  {
    name: 'replaced, and the server ignores If-Range: another Last-Modified',
    file: { body: BODY, lastModified: DATE },
    fault: replaceAfterFirst(
      { body: OTHER, lastModified: 'Tue, 02 Jan 2024 00:00:00 GMT' },
      { ignoreCondition: true },
    ),
    body: OTHER,
    ranges: [undefined, 'bytes=100000-', undefined],
  },
  {
    name: 'replaced, and the server ignores If-Range: another length',
    fault: replaceAfterFirst({ ...FILE, body: OTHER.subarray(1) }, { ignoreCondition: true }),
    body: OTHER.subarray(1),
    ranges: [undefined, 'bytes=100000-', undefined],
  },
  ...['bytes 5-299999/300000', 'bytes 100000-299999/300001', 'nonsense', undefined].map(
    (contentRange): Case => ({
      name: `a Content-Range of ${contentRange} for what is missing: start anew`,
      fault: (nth) => [{ cutAfter: 100_000 }, { headers: { 'content-range': contentRange } }, {}][nth],
      ranges: [undefined, 'bytes=100000-', undefined],
    }),
  ),
  {
    name: 'where Content-Range cannot be read, ranges are not asked for again',
    fault: (nth, { headers }) =>
      headers.range ? { headers: { 'content-range': undefined } } : nth < 8 ? { cutAfter: 100_000 } : {},
    ranges: [undefined, 'bytes=100000-', ...Array.from({ length: 7 }, () => undefined)],
  },
  {
    name: 'a coded 206 for what is missing: start anew',
    fault: (nth) => [{ cutAfter: 100_000 }, { headers: { 'content-encoding': 'identity' } }, {}][nth],
    ranges: [undefined, 'bytes=100000-', undefined],
  },
  {
    name: 'ranges that are always wrong end',
    fault: (_nth, { headers }) =>
      headers.range ? { headers: { 'content-range': 'bytes 0-1/2' } } : { cutAfter: 100_000 },
    result: 'fetch-error',
    check: () => assert.is(server.seen.length, 8),
  },
  {
    name: 'a 206 that is only a part of what was asked for: ask for the rest',
    fault: (nth) =>
      [
        { cutAfter: 100_000 },
        {
          endAfter: 50_000,
          headers: { 'content-range': 'bytes 100000-149999/300000', 'content-length': '50000' },
        },
      ][nth],
    ranges: [undefined, 'bytes=100000-', 'bytes=150000-'],
  },
  {
    name: '416 where all has come',
    fault: (nth) => (nth === 0 ? { cutAfter: 300_000, chunked: true } : {}),
    ranges: [undefined, 'bytes=300000-'],
  },
  {
    name: '416 since the file has shrunk: start anew',
    fault: replaceAfterFirst({ ...FILE, body: OTHER.subarray(0, 50_000) }),
    body: OTHER.subarray(0, 50_000),
    ranges: [undefined, 'bytes=100000-', undefined],
  },
  {
    name: 'a 404 for what is missing is the response',
    fault: (nth) =>
      nth === 0
        ? { cutAfter: 100_000 }
        : { status: 404, body: OTHER, headers: { 'content-range': undefined } },
    result: 'bad-status',
    status: 404,
    body: OTHER,
  },

  // "If response's status is 206", unasked
  {
    name: 'a 206 of the whole that nobody asked for',
    fault: () => ({ status: 206, headers: { 'content-range': 'bytes 0-299999/300000' } }),
    status: 206,
    ranges: [undefined],
  },
  {
    name: 'a 206 of the beginning that nobody asked for: ask for the rest',
    fault: (nth) =>
      nth === 0
        ? {
            status: 206,
            endAfter: 1000,
            headers: { 'content-range': 'bytes 0-999/300000', 'content-length': '1000' },
          }
        : undefined,
    status: 206,
    ranges: [undefined, 'bytes=1000-'],
  },
  {
    name: 'a 206 of the end that nobody asked for',
    fault: () => ({ status: 206, headers: { 'content-range': 'bytes 1-300000/300001' } }),
    result: 'fetch-error',
  },
  { name: 'a 206 without Content-Range', fault: () => ({ status: 206 }), result: 'fetch-error' },

  // The caller's own range
  {
    name: 'the caller wants a range',
    request: { headers: [['range', 'bytes=100-199']] },
    status: 206,
    body: BODY.subarray(100, 200),
    ranges: ['bytes=100-199'],
  },
  {
    name: 'it is cut: all of it anew',
    request: { headers: [['Range', 'bytes=100-199']] },
    fault: cutOnce({}, 50),
    status: 206,
    body: BODY.subarray(100, 200),
    ranges: ['bytes=100-199', 'bytes=100-199'],
  },
  {
    name: 'it needs a 206',
    request: { headers: [['range', 'bytes=100-199']] },
    fault: () => ({ ignoreRange: true }),
    result: 'fetch-error',
  },
  {
    name: 'it cannot be satisfied',
    request: { headers: [['range', 'bytes=300000-']] },
    result: 'bad-status',
    status: 416,
    body: new Uint8Array(),
  },

  // "If response's status is not an ok status"
  {
    name: 'a 404',
    file: undefined,
    result: 'bad-status',
    status: 404,
    body: Buffer.from('nothing'),
    ranges: [undefined],
  },
  { name: 'a 403', fault: () => ({ status: 403 }), result: 'bad-status', status: 403, ranges: [undefined] },
  ...[408, 425, 429, 500, 502, 503, 504].flatMap((status): Case[] => [
    {
      name: `a ${status} that passes`,
      fault: (nth) => (nth < 2 ? { status } : {}),
      ranges: [undefined, undefined, undefined],
    },
    {
      name: `a ${status} that does not`,
      fault: () => ({ status }),
      result: 'bad-status',
      status,
      ranges: Array.from({ length: 6 }, () => undefined),
    },
  ]),
  {
    name: 'a 503 in the middle costs nothing that is stored',
    fault: (nth) => [{ cutAfter: 100_000 }, { status: 503 }][nth],
    ranges: [undefined, 'bytes=100000-', 'bytes=100000-'],
  },
  {
    name: 'five more tries after each progress',
    fault: (nth) => (nth % 5 === 0 && nth < 20 ? { cutAfter: 10_000 } : nth < 20 ? { status: 503 } : {}),
    check: () => assert.is(server.seen.length, 21),
  },
  {
    name: 'Retry-After is waited for',
    fault: (nth) => (nth === 0 ? { status: 503, headers: { 'retry-after': '120' } } : {}),
    check: ({ sleeps }) => assert.ok(sleeps.includes(120_000)),
  },
  {
    name: 'backoff doubles, with jitter',
    fault: () => ({ status: 500 }),
    result: 'bad-status',
    status: 500,
    check: ({ sleeps }) =>
      assert.equal(sleeps.filter((time) => time !== 250).slice(0, 5), [500, 1000, 2000, 4000, 8000]),
  },

  // Network errors
  {
    name: 'connections that fail are made again without end',
    fault: (nth) => (nth < 30 ? { cutAfter: -1 } : {}),
    check: ({ sleeps }) => assert.is(Math.max(...sleeps), 150_000),
  },
  {
    name: 'a server that answers only probes',
    world: {
      fetch: (request) =>
        request.mode === 'no-cors' ? fetch(request) : Promise.reject(new TypeError('refused')),
    },
    result: 'fetch-error',
    status: undefined as unknown as number,
    body: new Uint8Array(),
    check: () => assert.is(server.seen.length, 6),
  },
  {
    name: 'CORS refuses',
    world: {
      fetch: (request) =>
        request.mode === 'no-cors' ? Promise.resolve(opaque()) : Promise.reject(new TypeError('refused')),
    },
    result: 'fetch-error',
    body: new Uint8Array(),
  },
  {
    name: 'CORS refuses ranges only: start anew',
    world: {
      fetch: (request) =>
        request.mode === 'no-cors'
          ? Promise.resolve(opaque())
          : request.headers.has('range')
            ? Promise.reject(new TypeError('refused'))
            : fetch(request),
    },
    fault: cutOnce(),
    ranges: [undefined, undefined],
  },

  // Coded, redirected, slow
  {
    name: 'a coded body is stored decoded',
    world: { fetch: (request) => decoded(request, false) },
    ranges: [undefined],
  },
  {
    name: 'a coded body that is cut starts anew',
    world: { fetch: (request) => decoded(request, server.seen.length === 0) },
    ranges: [undefined, undefined],
  },
  {
    name: 'a body that trickles is stored as it comes',
    fault: () => ({ pace: { every: 5, bytes: 10_000 } }),
    check: ({ store }) => assert.ok((store.calls.append ?? 0) > 2, String(store.calls.append)),
  },
  { name: 'integrity is not enforced', request: { integrity: 'sha256-AAAA' } },
  { name: 'HEAD', request: { method: 'HEAD' }, body: new Uint8Array() },

  // "If a request's method is not `GET`, reissuing the request may have unwanted side effects"
  {
    name: 'an upload',
    request: { method: 'POST', body: new Blob(['up']) },
    check: () => assert.is(String(server.seen[0]?.body), 'up'),
  },
  {
    name: 'an upload that is cut',
    request: { method: 'POST', body: new Blob(['up']) },
    fault: () => ({ cutAfter: 100_000 }),
    result: 'fetch-error',
    body: BODY.subarray(0, 100_000),
    ranges: [undefined],
  },
  {
    name: 'an upload that fails',
    request: { method: 'POST', body: new Blob(['up']) },
    fault: () => ({ cutAfter: -1 }),
    result: 'fetch-error',
    body: new Uint8Array(),
    ranges: [undefined],
  },
  {
    name: 'an upload that is not wanted now',
    request: { method: 'POST', body: new Blob(['up']) },
    fault: () => ({ status: 503 }),
    result: 'bad-status',
    status: 503,
    ranges: [undefined],
  },
];

for (const { name, request, world: overrides, fault, ...expected } of CASES) {
  test(name, async () => {
    const file = 'file' in expected ? expected.file : FILE;
    server.files.clear();
    if (file) server.files.set(PATH, file);
    server.seen.length = 0;
    server.fault = (seen, nth) => fault?.(nth, seen);
    const world = createWorld({ origin: server.origin, ...overrides }, 1000);
    const ended = await runOne(world, [get(server.origin + PATH, request)]);
    const record = world.results.get(PATH);
    const { result = 'success', ranges } = expected;
    assert.is(record?.result, result);
    assert.is(ended.result, result === 'success' ? 'success' : 'failure');
    assert.is(ended.failureReason, result === 'success' ? '' : result);
    if (ranges) {
      const seen = server.seen.map(({ headers }) => headers.range);
      assert.equal(seen, ranges);
    }
    if (result === 'success' || expected.status !== undefined)
      assert.is(record?.status, expected.status ?? 200);
    const body = expected.body ?? file?.body ?? new Uint8Array();
    if (result !== 'fetch-error' || expected.body)
      assert.ok(
        record?.body.equals(body),
        `${record?.body.length} bytes instead of ${body.length}, or others`,
      );
    assert.is(ended.downloaded, record?.body.length);
    expected.check?.(world);
  });
}

test('redirects are followed, and followed again for the rest', async () => {
  server.files.clear();
  server.files.set('/to', FILE);
  server.seen.length = 0;
  server.fault = ({ path }, nth) => {
    if (path === PATH) return { status: 302, headers: { location: '/to' } };
    return nth === 0 ? { cutAfter: 100_000 } : undefined;
  };
  const world = createWorld({ origin: server.origin }, 1000);
  await runOne(world, [get(server.origin + PATH)]);
  const record = world.results.get(PATH);
  assert.is(record?.redirected, true);
  assert.is(record?.result, 'success');
  assert.ok(record?.body.equals(BODY));
  assert.equal(
    server.seen.map(({ path, headers }) => [path, headers.range]),
    [
      [PATH, undefined],
      ['/to', undefined],
      [PATH, 'bytes=100000-'],
      ['/to', 'bytes=100000-'],
    ],
  );
});

test('offline, an attempt is made when it is over', async () => {
  server.files.set(PATH, FILE);
  server.seen.length = 0;
  server.fault = () => undefined;
  const world = createWorld(
    {
      origin: server.origin,
      isConnected: false,
      fetch: (request) => (world.isConnected ? fetch(request) : Promise.reject(new TypeError('offline'))),
    },
    1000,
  );
  const isOver = runOne(world, [get(server.origin + PATH), get(server.origin + PATH, { method: 'POST' })]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.is(server.seen.length, 0);
  assert.equal(world.events, []);
  world.isConnected = true;
  assert.is((await isOver).result, 'success');
  assert.is(server.seen.length, 2);
});

/** The first answer ends after 1,000 bytes as if that were all of it. */
async function shortened(request: Request): Promise<Response> {
  const response = await fetch(request);
  if (request.headers.has('range')) return response;
  const bytes = (await response.arrayBuffer()).slice(0, 1000);
  return answered(new Response(bytes, { headers: response.headers }), response.url);
}

/** What a browser gives of a body that came with `Content-Encoding`. */
async function decoded(request: Request, isCut: boolean): Promise<Response> {
  const response = await fetch(request);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.set('content-encoding', 'gzip');
  headers.set('content-length', '1234');
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(isCut ? bytes.subarray(0, 5000) : bytes);
      if (isCut) setTimeout(() => controller.error(new TypeError('cut')));
      else controller.close();
    },
  });
  return answered(new Response(body, { headers }), response.url);
}

function answered(response: Response, url: string): Response {
  return Object.defineProperty(response, 'url', { value: url });
}

function opaque(): Response {
  return Object.defineProperty(new Response(null), 'type', { value: 'opaque' });
}

test.run();
