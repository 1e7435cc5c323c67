import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  answered,
  BODY,
  type Case,
  cutOnce,
  DATE,
  FILE,
  OTHER,
  PATH,
  testCases,
} from '../support/engine-cases.ts';
import { createWorld, runOne } from '../support/engine-environment.ts';
import { type Fault, type ServedFile, startEngineServer } from '../support/engine-server.ts';
import { get } from '../support/fetch-data.ts';

const server = await startEngineServer();
test.after(() => server.close());

const replaceAfterFirst =
  (file: ServedFile, then: Fault = {}) =>
  (nth: number) => {
    if (nth === 0) return { cutAfter: 100_000 };
    server.files.set(PATH, file);
    return nth === 1 ? then : {};
  };

// "If rangeStart is not 0, then add a range header to request."
testCases(test, server, [
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
  },
  {
    name: 'a 503 in the middle costs nothing that is stored',
    fault: (nth) => [{ cutAfter: 100_000 }, { status: 503 }][nth],
    ranges: [undefined, 'bytes=100000-', 'bytes=100000-'],
  },
]);

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

/** The first answer ends after 1,000 bytes as if that were all of it. */
async function shortened(request: Request): Promise<Response> {
  const response = await fetch(request);
  if (request.headers.has('range')) return response;
  const bytes = (await response.arrayBuffer()).slice(0, 1000);
  return answered(new Response(bytes, { headers: response.headers }), response.url);
}

test.run();
