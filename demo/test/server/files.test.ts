import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DemoServer } from '../../server.ts';
import { audio, send, shareServer, starter, WAV } from '../support/small-app.ts';

const test = suite<{ server: DemoServer }>('files');
shareServer(test);
const start = starter(test);

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
  test(`serves ${path} as ${type}`, async ({ server }) => {
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
  test(`answers ${status} to ${path} for ${accept}`, async ({ server }) => {
    const reply = await send(server, path, { accept });
    assert.is(reply.status, status);
    assert.not.match(reply.body.toString(), 'secret');
    if (status === 200) assert.match(reply.body.toString(), '<title>app</title>');
  });
}

test('answers HEAD without a body, and refuses other methods', async ({ server }) => {
  const head = await send(server, WAV, {}, 'HEAD');
  assert.is(head.status, 200);
  assert.is(head.headers['content-length'], String(audio.length));
  assert.is(head.body.length, 0);
  const post = await send(server, WAV, {}, 'POST', audio);
  assert.is(post.status, 405);
  assert.is(post.headers.allow, 'GET, HEAD');
});

test('lets a worker script control the base', async () => {
  const server = await start({ base: '/app/' });
  const reply = await send(server, '/app/sw.js');
  assert.is(reply.headers['service-worker-allowed'], '/app/');
  assert.is((await send(server, '/sw.js')).status, 404);
  const bare = await send(server, '/app');
  assert.equal([bare.status, bare.headers.location], [308, '/app/']);
  assert.is(server.url, `${server.origin}/app/`);
});

test.run();
