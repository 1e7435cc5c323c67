import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ALBUMS } from '../../server/albums.ts';
import { createSigner } from '../../server/signing.ts';
import type { DemoServer } from '../../server.ts';
import { type Reply, send, starter } from '../support/small-app.ts';

const test = suite('library');
const start = starter(test);
const library = mkdtempSync(join(tmpdir(), 'demo-library-'));
test.after(() => rmSync(library, { recursive: true, force: true }));
for (const { id, tracks } of ALBUMS) {
  mkdirSync(join(library, id));
  for (const n of tracks.keys()) writeFileSync(join(library, id, `${n + 1}.wav`), `${id} track ${n + 1}`);
  writeFileSync(join(library, id, 'cover.svg'), '<svg/>');
}

interface Told {
  id: string;
  cover: string;
  bytes: number;
  tracks: { n: number; bytes: number; revision: string; url: string }[];
}

async function ask(server: DemoServer, path: string): Promise<Told> {
  const reply = await send(server, path);
  assert.equal([reply.status, reply.headers['content-type']], [200, 'application/json']);
  return JSON.parse(reply.body.toString());
}

const outcome = ({ status, body }: Reply): [number, string] => [status, body.toString()];

test('tells of all albums, and of one with its tracks', async () => {
  const server = await start({ library });
  const { albums } = (await ask(server, '/api/albums.json')) as unknown as { albums: Told[] };
  assert.equal(
    albums.map(({ id }) => id),
    ALBUMS.map(({ id }) => id),
  );
  const album = await ask(server, '/api/albums/tide-tables.json');
  assert.is(album.bytes, 4 * 'tide-tables track 1'.length + '<svg/>'.length);
  assert.equal(
    album.tracks.map(({ n, bytes }) => [n, bytes]),
    [1, 2, 3, 4].map((n) => [n, 19]),
  );
});

test('gives each file another URL each time, which leads to it for a while, and a revision that stays', async () => {
  const server = await start({ library, tokenLife: 60_000 });
  const [first, again] = [
    await ask(server, '/api/albums/field-notes.json'),
    await ask(server, '/api/albums/field-notes.json'),
  ];
  const urls = [first, again].map(({ tracks }) => tracks[1]?.url ?? '');
  assert.is.not(urls[0], urls[1]);
  assert.is(first.tracks[1]?.revision, again.tracks[1]?.revision);
  for (const url of urls) assert.equal(outcome(await send(server, url)), [200, 'field-notes track 2']);
  const part = await send(server, urls[0] ?? '', { range: 'bytes=0-4' });
  assert.equal(outcome(part), [206, 'field']);
  assert.is((await send(server, first.cover)).headers['content-type'], 'image/svg+xml');
});

for (const [name, change] of [
  ['no token', (url) => url.replace(/\?.*/, '')],
  ['a token for another file', (url) => url.replace('/1.wav', '/2.wav')],
  ['a later end', (url) => url.replace(/token=\d+/, 'token=99999999999999')],
  ['a token that is none', (url) => url.replace(/token=.*/, 'token=x')],
] as [string, (url: string) => string][]) {
  test(`refuses ${name}`, async () => {
    const server = await start({ library });
    const url = change((await ask(server, '/api/albums/tide-tables.json')).tracks[0]?.url ?? '');
    assert.is((await send(server, url)).status, 403);
  });
}

for (const path of ['/api/albums/none.json', '/api/none.json', '/api/albums/tide-tables', '/cdn/']) {
  test(`answers 404 to ${path}`, async () => {
    assert.is((await send(await start({ library }), path)).status, 404);
  });
}

test('is below the base, and nowhere without a folder', async () => {
  const server = await start({ library, base: '/app/' });
  const { cover } = await ask(server, '/app/api/albums/tide-tables.json');
  assert.match(cover, /^\/app\/cdn\/tide-tables\/cover\.svg\?token=/);
  assert.is((await send(server, cover)).status, 200);
  assert.is((await send(server, '/api/albums.json')).status, 404);
  assert.is((await send(await start(), '/api/albums.json')).status, 404);
});

test('a token ends when it says', () => {
  let time = 1000;
  const signer = createSigner(500, () => time);
  const [path = '', search] = signer.sign('/a').split(/(?=\?)/);
  time = 1499;
  assert.is(signer.admits(path, search ?? ''), true);
  time = 1500;
  assert.is(signer.admits(path, search ?? ''), false);
  assert.is(createSigner(500, () => 1000).admits(path, search ?? ''), false, 'another secret');
});

test.run();
