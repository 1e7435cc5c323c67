import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { repairResponse } from '../../src/sw/repair-response.ts';

const URL_ = 'https://app.example/a.mp3';
const plain = new Request(URL_);
const ranged = new Request(URL_, { headers: { range: 'bytes=0-4' } });

for (const status of [200, 404, 500]) {
  test(`a plain ${status} is left alone`, () => {
    const response = new Response('body', { status, headers: { 'content-length': '4' } });
    assert.is(repairResponse(plain, response), response);
  });
}

const WHOLE: [name: string, request: Request, contentRange: string][] = [
  ['a 206 that is the whole', plain, 'bytes 0-4/5'],
  ['a 206 that is the whole, asked for by range', ranged, 'bytes 0-4/5'],
  ['a part that was asked for', ranged, 'bytes 0-4/9'],
  ['a part of unknown size that was asked for', ranged, 'bytes 0-4/*'],
];

for (const [name, request, contentRange] of WHOLE) {
  test(`${name} becomes a 200`, async () => {
    const headers = { 'content-range': contentRange, 'content-length': '5', 'content-type': 'audio/mpeg' };
    const repaired = repairResponse(request, new Response('01234', { status: 206, headers }));
    assert.is(repaired.status, 200);
    assert.equal(Object.fromEntries(repaired.headers), {
      'content-length': '5',
      'content-type': 'audio/mpeg',
    });
    assert.is(await repaired.text(), '01234');
  });
}

for (const contentRange of ['bytes 0-4/9', 'bytes 4-8/9', 'bytes 0-4/*', 'nonsense', undefined]) {
  test(`a 206 that nobody asked for is refused: ${contentRange}`, () => {
    const headers: HeadersInit = contentRange === undefined ? {} : { 'content-range': contentRange };
    assert.throws(
      () => repairResponse(plain, new Response('01234', { status: 206, headers })),
      (error: DOMException) => error.name === 'DataError' && error.message.includes(URL_),
    );
  });
}

test('the length and the encoding of a compressed transfer go, the status and all else stay', async () => {
  const headers = { 'content-encoding': 'br', 'content-length': '2', etag: '"v1"' };
  const repaired = repairResponse(plain, new Response('decoded', { status: 404, headers }));
  assert.is(repaired.status, 404);
  assert.equal(Object.fromEntries(repaired.headers), {
    'content-type': 'text/plain;charset=UTF-8',
    etag: '"v1"',
  });
  assert.is(await repaired.text(), 'decoded');
});

test('a compressed 206 of the whole is repaired in both ways', async () => {
  const headers = { 'content-encoding': 'gzip', 'content-length': '2', 'content-range': 'bytes 0-1/2' };
  const repaired = repairResponse(plain, new Response('decoded', { status: 206, headers }));
  assert.is(repaired.status, 200);
  assert.equal([...repaired.headers.keys()], ['content-type']);
});

test.run();
