import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type DemoServer, digestsOf, type Fault, type ServerOptions, startServer } from '../server.ts';

const folder = mkdtempSync(join(tmpdir(), 'demo-server-'));
const root = join(folder, 'dist');
const audio = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 251));
mkdirSync(join(root, 'media'), { recursive: true });
writeFileSync(join(folder, 'secret.txt'), 'secret');
writeFileSync(join(root, 'index.html'), '<!doctype html><title>app</title>');
writeFileSync(join(root, 'media', 'a b.wav'), audio);
writeFileSync(join(root, 'media', 'empty.svg'), '');
for (const name of ['sw.js', 'pyodide.mjs', 'm.wasm', 'l.json', 'z.zip', 'manifest.webmanifest']) {
  writeFileSync(join(root, name), 'x');
}
const WAV = '/media/a%20b.wav';

interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Whether the connection broke before the promised end. */
  broken: boolean;
}

/** One request as written: unlike fetch, it neither normalises the path nor hides a broken connection. */
function send(
  server: DemoServer,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  upload?: Uint8Array,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.origin);
    const request = httpRequest(
      { host: 'localhost', port, path, headers, method, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        const done = (): void =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
            broken: !response.complete,
          });
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => undefined).on('close', done);
      },
    );
    request.on('error', reject).end(upload);
  });
}

const files = suite<{ server: DemoServer }>('files');
const ranges = suite<{ server: DemoServer }>('ranges and validators');
const faulty = suite<{ server: DemoServer }>('faults');
const random = suite<{ server: DemoServer }>('random bytes');
const life = suite('life');
const running: DemoServer[] = [];

/** Starts a server that is stopped after the test, even one that fails: else it would keep the process alive. */
async function start(options: Partial<ServerOptions> = {}): Promise<DemoServer> {
  const server = await startServer({ root, ...options });
  running.push(server);
  return server;
}

async function until(condition: () => boolean | undefined): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 10));
}

for (const one of [files, life]) {
  one.after.each(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
  });
}
for (const one of [files, ranges, faulty, random]) {
  one.before(async (context) => {
    context.server = await startServer({ root });
  });
  one.after(({ server }) => server.stop());
}

for (const [path, type] of [
  ['/', 'text/html; charset=utf-8'],
  [WAV, 'audio/wav'],
  ['/media/empty.svg', 'image/svg+xml'],
  ['/sw.js', 'text/javascript; charset=utf-8'],
  ['/pyodide.mjs', 'text/javascript; charset=utf-8'],
  ['/m.wasm', 'application/wasm'],
  ['/l.json', 'application/json'],
  ['/z.zip', 'application/zip'],
  ['/manifest.webmanifest?v=1', 'application/manifest+json'],
] as const) {
  files(`serves ${path} as ${type}`, async ({ server }) => {
    const reply = await send(server, path);
    assert.is(reply.status, 200);
    assert.is(reply.headers['content-type'], type);
    assert.is(reply.headers['content-length'], String(reply.body.length));
    assert.is(reply.headers['cache-control'], 'no-cache');
    assert.is(reply.headers['x-content-type-options'], 'nosniff');
    assert.is(reply.headers['access-control-allow-origin'], undefined);
  });
}

for (const [path, accept, status] of [
  ['/episodes/ep-1', 'text/html,*/*', 200],
  ['/episodes/ep-1', '*/*', 404],
  ['/missing.wav', 'text/html,*/*', 404],
  ['/%E0%A4%A', 'text/html', 404],
  ['/../secret.txt', '*/*', 404],
  ['/..%2fsecret.txt', '*/*', 404],
  ['/media/%2e%2e/%2e%2e/secret.txt', '*/*', 404],
  ['/media%00.wav', '*/*', 404],
] as const) {
  files(`answers ${status} to ${path} for ${accept}`, async ({ server }) => {
    const reply = await send(server, path, { accept });
    assert.is(reply.status, status);
    assert.not.match(reply.body.toString(), 'secret');
    if (status === 200) assert.match(reply.body.toString(), '<title>app</title>');
  });
}

files('answers HEAD without a body, and refuses other methods', async ({ server }) => {
  const head = await send(server, WAV, {}, 'HEAD');
  assert.is(head.status, 200);
  assert.is(head.headers['content-length'], String(audio.length));
  assert.is(head.body.length, 0);
  const post = await send(server, WAV, {}, 'POST', audio);
  assert.is(post.status, 405);
  assert.is(post.headers.allow, 'GET, HEAD');
});

files('lets a worker script control the base', async () => {
  const server = await start({ base: '/app/' });
  const reply = await send(server, '/app/sw.js');
  assert.is(reply.headers['service-worker-allowed'], '/app/');
  assert.is((await send(server, '/sw.js')).status, 404);
  const bare = await send(server, '/app');
  assert.equal([bare.status, bare.headers.location], [308, '/app/']);
  assert.is(server.url, `${server.origin}/app/`);
});

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
  ranges(`${range} is ${status}`, async ({ server }) => {
    const reply = await send(server, WAV, { range });
    assert.is(reply.status, status);
    const shown =
      status === 206 ? `bytes ${first}-${last}/${size}` : status === 416 ? `bytes */${size}` : undefined;
    assert.is(reply.headers['content-range'], shown);
    if (status !== 416) assert.equal(reply.body, audio.subarray(first, last + 1));
  });
}

ranges('answers for an empty file', async ({ server }) => {
  assert.is((await send(server, '/media/empty.svg')).status, 200);
  assert.is((await send(server, '/media/empty.svg', { range: 'bytes=0-' })).status, 416);
});

ranges('honours If-Range and the conditional headers', async ({ server }) => {
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

ranges('gives another ETag to changed bytes of the same length', async ({ server }) => {
  const path = join(root, 'media', 'changing.wav');
  writeFileSync(path, 'one');
  const before = (await send(server, '/media/changing.wav')).headers.etag;
  writeFileSync(path, 'two');
  utimesSync(path, 2, 2);
  assert.is.not((await send(server, '/media/changing.wav')).headers.etag, before);
});

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
  faulty(name, async ({ server }) => {
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

faulty('no validators', async ({ server }) => {
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

faulty('the fault added last wins, and times counts down', async ({ server }) => {
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
  faulty(`${name} takes its time and keeps the bytes`, async ({ server }) => {
    server.fault(WAV, { ...fault, times: 1 });
    const begun = performance.now();
    const reply = await send(server, WAV);
    const took = performance.now() - begun;
    assert.equal(reply.body, audio);
    assert.ok(took > 250, `${took} ms`);
  });
}

faulty('answers uploads where a fault says how, and counts their bytes', async ({ server }) => {
  server.fault('/uploads', { status: 201, body: Buffer.from('{}'), times: 1 });
  const reply = await send(server, '/uploads', {}, 'PUT', audio);
  assert.equal([reply.status, reply.body.toString()], [201, '{}']);
  assert.is(server.requests.at(-1)?.received, size);
});

faulty('a fault for ranges leaves other requests alone', async ({ server }) => {
  server.fault(WAV, { only: 'ranges', headers: { 'Content-Range': 'bytes 7-8/9' }, times: 1 });
  assert.is((await send(server, WAV)).headers['content-range'], undefined);
  const range = 'bytes=0-1';
  assert.is((await send(server, WAV, { range })).headers['content-range'], 'bytes 7-8/9');
  assert.is((await send(server, WAV, { range })).headers['content-range'], `bytes 0-1/${size}`);
});

faulty('a cut may depend on the length', async ({ server }) => {
  server.fault(WAV, { cutAfter: (length) => length / 2, times: 2 });
  assert.is((await send(server, WAV)).body.length, size / 2);
  assert.is((await send(server, WAV, { range: 'bytes=0-9' })).body.length, 5);
});

faulty('gzip has the length of what is sent, and knows no ranges', async ({ server }) => {
  server.fault(WAV, { gzip: true, times: 1 });
  const { status, headers, body } = await send(server, WAV, { range: 'bytes=0-1' });
  assert.equal(
    [status, headers['content-encoding'], headers['accept-ranges'], headers['content-length']],
    [200, 'gzip', undefined, String(body.length)],
  );
  assert.equal(gunzipSync(body), audio);
});

faulty('no length', async ({ server }) => {
  server.fault(WAV, { noLength: true, times: 1 });
  const { headers, body } = await send(server, WAV);
  assert.equal([headers['content-length'], headers['transfer-encoding']], [undefined, 'chunked']);
  assert.equal(body, audio);
});

random('are the same in whole and in part, and known by their digests', async ({ server }) => {
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

random('differ from place to place and from version to version', async ({ server }) => {
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

life('puts texts before pages and workers', async () => {
  const server = await start({ inserts: { pages: '<!--p-->', workers: '/*w*/' } });
  assert.match((await send(server, '/')).body.toString(), /^<!--p--><!doctype html>/);
  assert.is((await send(server, '/sw.js')).body.toString(), 'x');
  assert.is((await send(server, '/sw.js', { 'service-worker': 'script' })).body.toString(), '/*w*/x');
});

life('lets other origins in where it is told', async () => {
  const server = await start({ headers: { 'Access-Control-Allow-Origin': '*' } });
  assert.is((await send(server, WAV)).headers['access-control-allow-origin'], '*');
  const preflight = await send(server, WAV, {}, 'OPTIONS');
  assert.equal([preflight.status, preflight.headers['access-control-allow-headers']], [200, '*']);
});

life('logs requests', async () => {
  const server = await start();
  await send(server, `${WAV}?x=1`, { range: 'bytes=5-9', 'x-a': 'b' });
  const [entry] = server.requests;
  // The server sees the end of the exchange a moment after the client.
  await until(() => entry?.done);
  assert.equal(
    { ...entry, headers: entry?.headers['x-a'] },
    {
      method: 'GET',
      pathname: WAV,
      search: '?x=1',
      headers: 'b',
      received: 0,
      status: 206,
      sent: 5,
      done: true,
    },
  );
});

life('shares its bandwidth among connections', async () => {
  const server = await start({ bytesPerSecond: size * 4 });
  const begun = performance.now();
  await Promise.all([send(server, WAV), send(server, WAV)]);
  const took = performance.now() - begun;
  assert.ok(took > 450, `${took} ms`);
});

life('is really gone when stopped, and comes back on the same port', async () => {
  const server = await start();
  server.fault(WAV, { bytesPerSecond: 1000, times: 1 });
  const pending = send(server, WAV);
  await until(() => (server.requests[0]?.sent ?? 0) > 0);
  await server.stop();
  await server.stop();
  assert.ok((await pending).broken);
  const refused = await send(server, '/').catch((error: NodeJS.ErrnoException) => error.code);
  assert.is(refused, 'ECONNREFUSED');
  await server.restart();
  assert.is((await send(server, '/')).status, 200);
});

life('streams a large file with flat memory', async () => {
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

life('rejects where the port is taken', async () => {
  const server = await start();
  const { port } = new URL(server.origin);
  const code = await start({ port: Number(port) }).then(
    () => 'started',
    (error: NodeJS.ErrnoException) => error.code,
  );
  assert.is(code, 'EADDRINUSE');
});

life.after(() => rmSync(folder, { recursive: true }));

files.run();
ranges.run();
faulty.run();
random.run();
life.run();
