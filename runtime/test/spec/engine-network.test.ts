import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { answered, BODY, type Case, cutOnce, FILE, PATH, testCases } from '../support/engine-cases.ts';
import { createWorld, runOne } from '../support/engine-environment.ts';
import { startEngineServer } from '../support/engine-server.ts';
import { get } from '../support/fetch-data.ts';

const server = await startEngineServer();
test.after(() => server.close());

testCases(test, server, [
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
    name: 'a Content Security Policy refuses',
    world: {
      fetch: () => Promise.reject(new TypeError('blocked')),
      isBlocked: (url) => url === server.origin + PATH,
    },
    result: 'fetch-error',
    body: new Uint8Array(),
    // An announcement's only.
    check: ({ sleeps }) => assert.equal(sleeps, [250]),
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
]);

for (const url of ['http://app.example/a', 'http://192.0.2.1:8080/', 'http://[2001:db8::1]/']) {
  test(`mixed content is not asked for: ${url}`, async () => {
    const world = createWorld({ fetch: async () => assert.unreachable('asked') as never }, 1000);
    const { result, failureReason } = await runOne(world, [get(url)]);
    assert.equal({ result, failureReason }, { result: 'failure', failureReason: 'fetch-error' });
  });
}

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

function opaque(): Response {
  return Object.defineProperty(new Response(null), 'type', { value: 'opaque' });
}

test.run();
