import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DemoServer } from '../../server.ts';
import { audio, root, send, shareServer, WAV } from '../support/small-app.ts';

const test = suite<{ server: DemoServer }>('ranges and validators');
shareServer(test);
const size = audio.length;

for (const [range, status, first, last] of [
  ['bytes=0-1', 206, 0, 1],
  ['bytes=0-', 206, 0, size - 1],
  ['bytes=500-999', 206, 500, 999],
  ['bytes=99999-200000', 206, size - 1, size - 1],
  ['bytes=-10', 206, size - 10, size - 1],
  ['bytes=-200000', 206, 0, size - 1],
  ['bytes=100000-', 416, 0, -1],
  ['bytes=-0', 416, 0, -1],
  ['bytes=9-3', 200, 0, size - 1],
  ['bytes=-', 200, 0, size - 1],
  ['bytes=0-1,5-6', 200, 0, size - 1],
  ['lines=0-1', 200, 0, size - 1],
] as const) {
  test(`${range} is ${status}`, async ({ server }) => {
    const reply = await send(server, WAV, { range });
    assert.is(reply.status, status);
    const shown =
      status === 206 ? `bytes ${first}-${last}/${size}` : status === 416 ? `bytes */${size}` : undefined;
    assert.is(reply.headers['content-range'], shown);
    if (status !== 416) assert.equal(reply.body, audio.subarray(first, last + 1));
  });
}

test('answers for an empty file', async ({ server }) => {
  assert.is((await send(server, '/media/empty.svg')).status, 200);
  assert.is((await send(server, '/media/empty.svg', { range: 'bytes=0-' })).status, 416);
});

test('honours If-Range and the conditional headers', async ({ server }) => {
  const { etag = '', 'last-modified': date = '' } = (await send(server, WAV)).headers;
  const range = 'bytes=1-2';
  for (const [headers, status] of [
    [{ range, 'if-range': etag }, 206],
    [{ range, 'if-range': date }, 206],
    [{ range, 'if-range': `W/${etag}` }, 200],
    [{ range, 'if-range': '"other"' }, 200],
    [{ 'if-none-match': etag }, 304],
    [{ 'if-none-match': `"other", W/${etag}` }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"other"', 'if-modified-since': date }, 200],
    [{ 'if-modified-since': date }, 304],
    [{ 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 200],
  ] as [Record<string, string>, number][]) {
    assert.is((await send(server, WAV, headers)).status, status, JSON.stringify(headers));
  }
});

test('gives another ETag to changed bytes of the same length', async ({ server }) => {
  const path = join(root, 'media', 'changing.wav');
  writeFileSync(path, 'one');
  const before = (await send(server, '/media/changing.wav')).headers.etag;
  writeFileSync(path, 'two');
  utimesSync(path, 2, 2);
  assert.is.not((await send(server, '/media/changing.wav')).headers.etag, before);
});

test.run();
