import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { repairResponse } from '../../../src/sw/commit/repair-response.ts';

const PLAIN: [name: string, headers: Record<string, string>, status: number][] = [
  ['a plain 200', { 'content-length': '4' }, 200],
  ['a plain 404', { 'content-length': '4' }, 404],
  ['a plain 500', { 'content-length': '4' }, 500],
  ['one that varies', { vary: 'Accept-Encoding, Origin' }, 200],
];

for (const [name, headers, status] of PLAIN) {
  test(`${name} is left alone`, () => {
    const response = new Response('body', { status, headers });
    assert.is(repairResponse(response), response);
  });
}

const TYPE = { 'content-type': 'audio/mpeg' };

const REPAIRED: [name: string, headers: Record<string, string>, status: number, left: object, as: number][] =
  [
    [
      'a 206 becomes a 200',
      { 'content-range': 'bytes 0-4/5', 'content-length': '5' },
      206,
      { 'content-length': '5' },
      200,
    ],
    [
      'the length and the encoding of a transfer go',
      { 'content-encoding': 'br', 'content-length': '2' },
      404,
      {},
      404,
    ],
    [
      'both',
      { 'content-encoding': 'gzip', 'content-range': 'bytes 0-1/2', 'content-length': '2' },
      206,
      {},
      200,
    ],
    ['Vary: * goes', { vary: '*', etag: '"v"' }, 200, { etag: '"v"' }, 200],
    ['Vary: * goes from a list', { vary: 'Accept, *' }, 200, {}, 200],
    ['Vary: * goes from a list without spaces', { vary: '*,Accept' }, 200, {}, 200],
  ];

for (const [name, headers, status, left, as] of REPAIRED) {
  test(name, async () => {
    const repaired = repairResponse(new Response('01234', { status, headers: { ...headers, ...TYPE } }));
    assert.is(repaired.status, as);
    assert.equal(Object.fromEntries(repaired.headers), { ...left, ...TYPE });
    assert.is(await repaired.text(), '01234');
  });
}

test('one that was redirected forgets it, and keeps its headers', async () => {
  const redirected = Object.defineProperties(new Response('page', { headers: { ...TYPE, etag: '"v"' } }), {
    redirected: { value: true },
    url: { value: 'https://app.example/guide' },
  });
  const repaired = repairResponse(redirected);
  assert.is(repaired.redirected, false);
  assert.is(repaired.url, '');
  assert.equal(Object.fromEntries(repaired.headers), { ...TYPE, etag: '"v"' });
  assert.is(await repaired.text(), 'page');
});

test.run();
