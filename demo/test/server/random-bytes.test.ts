import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type DemoServer, digestsOf } from '../../server.ts';
import { send, shareServer } from '../support/small-app.ts';

const test = suite<{ server: DemoServer }>('random bytes');
shareServer(test);

test('are the same in whole and in part, and known by their digests', async ({ server }) => {
  const bytes = { size: 300_001 };
  server.add('/random.bin', bytes);
  const whole = await send(server, '/random.bin');
  assert.is(whole.body.length, bytes.size);
  for (const [first, last] of [
    [0, 0],
    [65_535, 65_536],
    [7, 300_000],
  ] as const) {
    const part = await send(server, '/random.bin', { range: `bytes=${first}-${last}` });
    assert.equal(part.body, whole.body.subarray(first, last + 1));
  }
  const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
  assert.equal(digestsOf(bytes, 200_000), [
    sha256(whole.body.subarray(0, 200_000)),
    sha256(whole.body.subarray(200_000)),
  ]);
});

test('differ from place to place and from version to version', async ({ server }) => {
  const bytes = { size: 3 << 16 };
  server.add('/random.bin', bytes);
  assert.is(new Set(digestsOf(bytes, 1 << 16)).size, 3);
  server.fault('/random.bin', { version: 2, times: 1 });
  const other = await send(server, '/random.bin');
  const { headers, body } = await send(server, '/random.bin', {
    range: 'bytes=0-9',
    'if-range': String(other.headers.etag),
  });
  assert.is(body.length, bytes.size, 'the ETag is another');
  assert.is.not(other.headers['last-modified'], headers['last-modified']);
  assert.not.equal(other.body.subarray(1000, 1010), body.subarray(1000, 1010));
  const text = { ...bytes, isText: true };
  server.add('/random.txt', text);
  server.fault('/random.txt', { gzip: true });
  const zipped = await send(server, '/random.txt');
  assert.ok(zipped.body.length < bytes.size / 2, 'text can be shortened');
});

test.run();
