import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { answerRequest } from '../../../src/sw/serve/answer-request.ts';

const BODY = '0123456789';
const STORED = {
  'content-type': 'audio/mpeg',
  'content-length': '10',
  etag: '"v1"',
  'last-modified': 'Mon, 01 Jan 2024 00:00:00 GMT',
  'x-own': 'kept',
};

function answer(headers: Record<string, string>, cached = new Response(BODY, { headers: STORED })) {
  return answerRequest(new Request('https://app.example/a.mp3', { headers }), cached);
}

const PARTS: [range: string, text: string, contentRange: string][] = [
  ['bytes=0-1', '01', 'bytes 0-1/10'],
  ['bytes=0-', BODY, 'bytes 0-9/10'],
  ['bytes=3-5', '345', 'bytes 3-5/10'],
  ['bytes=-3', '789', 'bytes 7-9/10'],
  ['bytes=9-9', '9', 'bytes 9-9/10'],
  ['bytes=8-99', '89', 'bytes 8-9/10'],
];

for (const [range, text, contentRange] of PARTS) {
  test(`${range} is a 206 with that part`, async () => {
    const response = await answer({ range });
    assert.is(response.status, 206);
    assert.is(response.statusText, 'Partial Content');
    assert.is(response.headers.get('content-range'), contentRange);
    assert.is(response.headers.get('content-length'), String(text.length));
    assert.is(response.headers.get('accept-ranges'), 'bytes');
    assert.is(response.headers.get('content-type'), 'audio/mpeg');
    assert.is(response.headers.get('x-own'), 'kept');
    assert.is(await response.text(), text);
  });
}

for (const range of ['bytes=10-', 'bytes=-0', 'bytes=20-30']) {
  test(`${range} is a 416 that tells the size`, async () => {
    const response = await answer({ range });
    assert.is(response.status, 416);
    assert.is(response.headers.get('content-range'), 'bytes */10');
    assert.is(await response.text(), '');
  });
}

for (const range of ['bytes=5-3', 'items=0-1', 'bytes=0-9,0-9', 'nonsense']) {
  test(`"${range}" is ignored: the whole as a 200`, async () => {
    const response = await answer({ range });
    assert.is(response.status, 200);
    assert.is(response.headers.get('content-range'), null);
    assert.is(response.headers.get('content-length'), '10');
    assert.is(response.headers.get('content-type'), 'audio/mpeg');
    assert.is(await response.text(), BODY);
  });
}

test('without a range the cached response itself is the answer', async () => {
  const cached = new Response(BODY);
  assert.is(await answer({}, cached), cached);
});

for (const status of [404, 203]) {
  test(`a cached ${status} is given as it is`, async () => {
    const cached = new Response(BODY, { status });
    assert.is(await answer({ range: 'bytes=0-1' }, cached), cached);
    assert.is(await cached.text(), BODY);
  });
}

test('bytes=0- of an empty body is a 416', async () => {
  const response = await answer({ range: 'bytes=0-' }, new Response(''));
  assert.is(response.status, 416);
  assert.is(response.headers.get('content-range'), 'bytes */0');
});

test('bytes are not text', async () => {
  const bytes = new Uint8Array([0xff, 0x00, 0xc3, 0x28]);
  const response = await answer({ range: 'bytes=1-2' }, new Response(bytes));
  assert.equal([...new Uint8Array(await response.arrayBuffer())], [0x00, 0xc3]);
});

const CONDITIONS: [ifRange: string, stored: Record<string, string>, status: number][] = [
  ['"v1"', STORED, 206],
  ['"v2"', STORED, 200],
  ['"v1"', {}, 200],
  // a weak tag is never strong enough, not even for itself
  ['W/"v1"', { etag: 'W/"v1"' }, 200],
  ['"v1"', { etag: 'W/"v1"' }, 200],
  ['Mon, 01 Jan 2024 00:00:00 GMT', STORED, 206],
  ['Tue, 02 Jan 2024 00:00:00 GMT', STORED, 200],
  ['Mon, 01 Jan 2024 00:00:00 GMT', {}, 200],
];

for (const [ifRange, stored, status] of CONDITIONS) {
  test(`If-Range: ${ifRange} of ${JSON.stringify(stored)} is a ${status}`, async () => {
    const cached = new Response(BODY, { headers: stored });
    const response = await answer({ range: 'bytes=0-1', 'if-range': ifRange }, cached);
    assert.is(response.status, status);
    assert.is(await response.text(), status === 206 ? '01' : BODY);
  });
}

test.run();
