import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DemoServer, Fault } from '../../server.ts';
import { audio, type Reply, send, shareServer, WAV } from '../support/small-app.ts';

const test = suite<{ server: DemoServer }>('faults');
shareServer(test);
const size = audio.length;

type Expected = Partial<Pick<Reply, 'status' | 'broken'>> & { text?: string; bytes?: number };
for (const [name, fault, headers, expected] of [
  [
    'status',
    { status: 503, headers: { 'Retry-After': '2' } },
    {},
    { status: 503, text: '503 Service Unavailable\n' },
  ],
  ['status that keeps the bytes', { status: 206 }, {}, { status: 206, bytes: size }],
  ['body', { body: Buffer.from('wrong') }, { range: 'bytes=0-1' }, { status: 200, text: 'wrong' }],
  ['cut', { cutAfter: 70_001 }, {}, { status: 200, bytes: 70_001, broken: true }],
  ['cut of a range', { cutAfter: 10 }, { range: 'bytes=100-' }, { status: 206, bytes: 10, broken: true }],
  ['cut at once', { cutAfter: 0 }, {}, { status: 200, bytes: 0, broken: true }],
  ['ignored range', { ignoreRange: true }, { range: 'bytes=0-1' }, { status: 200, bytes: size }],
] as [string, Fault, Record<string, string>, Expected][]) {
  test(name, async ({ server }) => {
    server.fault(WAV, { ...fault, times: 1 });
    const reply = await send(server, WAV, headers);
    if (expected.status !== undefined) assert.is(reply.status, expected.status);
    if (expected.text !== undefined) assert.is(reply.body.toString(), expected.text);
    if (expected.bytes !== undefined) assert.is(reply.body.length, expected.bytes);
    assert.is(reply.broken, expected.broken ?? false);
    if (fault.headers) assert.is(reply.headers['retry-after'], '2');
    assert.is((await send(server, WAV)).body.length, size, 'healthy again after one request');
  });
}

test('no validators', async ({ server }) => {
  const { etag = '' } = (await send(server, WAV)).headers;
  server.fault(/\.wav$/g, { noValidators: true });
  for (let i = 0; i < 2; i++) {
    const reply = await send(server, WAV, { 'if-none-match': etag });
    assert.equal(
      [reply.status, reply.headers.etag, reply.headers['last-modified']],
      [200, undefined, undefined],
    );
  }
  server.heal();
  assert.is((await send(server, WAV)).headers.etag, etag);
});

test('the fault added last wins, and times counts down', async ({ server }) => {
  server.fault(WAV, { status: 500 });
  server.fault(WAV, { status: 429, times: 2 });
  const statuses: number[] = [];
  for (let i = 0; i < 4; i++) statuses.push((await send(server, WAV)).status);
  assert.equal(statuses, [429, 429, 500, 500]);
  server.heal();
});

for (const [name, fault] of [
  ['delay', { delay: 300 }],
  ['pace', { bytesPerSecond: size * 3 }],
] as [string, Fault][]) {
  test(`${name} takes its time and keeps the bytes`, async ({ server }) => {
    server.fault(WAV, { ...fault, times: 1 });
    const begun = performance.now();
    const reply = await send(server, WAV);
    const took = performance.now() - begun;
    assert.equal(reply.body, audio);
    assert.ok(took > 250, `${took} ms`);
  });
}

test('answers uploads where a fault says how, and counts their bytes', async ({ server }) => {
  server.fault('/uploads', { status: 201, body: Buffer.from('{}'), times: 1 });
  const reply = await send(server, '/uploads', {}, 'PUT', audio);
  assert.equal([reply.status, reply.body.toString()], [201, '{}']);
  const { received, sha256 } = server.requests.at(-1) ?? {};
  assert.equal([received, sha256], [size, createHash('sha256').update(audio).digest('hex')]);
});

test('a fault for ranges leaves other requests alone', async ({ server }) => {
  server.fault(WAV, { only: 'ranges', headers: { 'Content-Range': 'bytes 7-8/9' }, times: 1 });
  assert.is((await send(server, WAV)).headers['content-range'], undefined);
  const range = 'bytes=0-1';
  assert.is((await send(server, WAV, { range })).headers['content-range'], 'bytes 7-8/9');
  assert.is((await send(server, WAV, { range })).headers['content-range'], `bytes 0-1/${size}`);
});

test('a cut may depend on the length', async ({ server }) => {
  server.fault(WAV, { cutAfter: (length) => length / 2, times: 2 });
  assert.is((await send(server, WAV)).body.length, size / 2);
  assert.is((await send(server, WAV, { range: 'bytes=0-9' })).body.length, 5);
});

test('gzip has the length of what is sent, and knows no ranges', async ({ server }) => {
  server.fault(WAV, { gzip: true, times: 1 });
  const { status, headers, body } = await send(server, WAV, { range: 'bytes=0-1' });
  assert.equal(
    [status, headers['content-encoding'], headers['accept-ranges'], headers['content-length']],
    [200, 'gzip', undefined, String(body.length)],
  );
  assert.equal(gunzipSync(body), audio);
});

test('no length', async ({ server }) => {
  server.fault(WAV, { noLength: true, times: 1 });
  const { headers, body } = await send(server, WAV);
  assert.equal([headers['content-length'], headers['transfer-encoding']], [undefined, 'chunked']);
  assert.equal(body, audio);
});

test.run();
