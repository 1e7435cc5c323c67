import { createHash } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { audio, root, send, starter, WAV } from '../support/small-app.ts';
import { until } from '../support/until.ts';

const test = suite('life');
const start = starter(test);
const size = audio.length;

test('puts texts before pages and workers', async () => {
  const server = await start({ inserts: { pages: '<!--p-->', workers: '/*w*/' } });
  assert.match((await send(server, '/')).body.toString(), /^<!--p--><!doctype html>/);
  assert.is((await send(server, '/sw.js')).body.toString(), 'x');
  assert.is((await send(server, '/sw.js', { 'service-worker': 'script' })).body.toString(), '/*w*/x');
});

test('lets other origins in where it is told', async () => {
  const server = await start({ headers: { 'Access-Control-Allow-Origin': '*' } });
  assert.is((await send(server, WAV)).headers['access-control-allow-origin'], '*');
  const preflight = await send(server, WAV, {}, 'OPTIONS');
  assert.equal([preflight.status, preflight.headers['access-control-allow-headers']], [200, '*']);
});

test('logs requests', async () => {
  const server = await start();
  await send(server, `${WAV}?x=1`, { range: 'bytes=5-9', 'x-a': 'b' });
  const [entry] = server.requests;
  // The server sees the end of the exchange a moment after the client.
  await until('it is done', () => entry?.done === true);
  assert.equal(
    { ...entry, headers: entry?.headers['x-a'] },
    {
      method: 'GET',
      pathname: WAV,
      search: '?x=1',
      headers: 'b',
      received: 0,
      sha256: createHash('sha256').digest('hex'),
      status: 206,
      sent: 5,
      done: true,
    },
  );
});

test('shares its bandwidth among connections', async () => {
  const server = await start({ bytesPerSecond: size * 4 });
  const begun = performance.now();
  await Promise.all([send(server, WAV), send(server, WAV)]);
  const took = performance.now() - begun;
  assert.ok(took > 450, `${took} ms`);
});

test('is really gone when stopped, and comes back on the same port', async () => {
  const server = await start();
  server.fault(WAV, { bytesPerSecond: 1000, times: 1 });
  const pending = send(server, WAV);
  await until('some of it was sent', () => (server.requests[0]?.sent ?? 0) > 0);
  await server.stop();
  await server.stop();
  assert.ok((await pending).broken);
  const refused = await send(server, '/').catch((error: NodeJS.ErrnoException) => error.code);
  assert.is(refused, 'ECONNREFUSED');
  await server.restart();
  assert.is((await send(server, '/')).status, 200);
});

test('streams a large file with flat memory', async () => {
  const length = 256 << 20;
  writeFileSync(join(root, 'large.wav'), '');
  truncateSync(join(root, 'large.wav'), length);
  const server = await start();
  const before = process.memoryUsage().arrayBuffers;
  let peak = 0;
  let received = 0;
  const response = await fetch(`${server.url}large.wav`);
  for await (const chunk of response.body ?? []) {
    received += chunk.length;
    peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
  }
  assert.is(received, length);
  assert.ok(peak < length / 2, `${peak} bytes at the peak`);
});

test('rejects where the port is taken', async () => {
  const server = await start();
  const { port } = new URL(server.origin);
  const code = await start({ port: Number(port) }).then(
    () => 'started',
    (error: NodeJS.ErrnoException) => error.code,
  );
  assert.is(code, 'EADDRINUSE');
});

test.run();
