import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compileRoutes } from '../../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { rebuildNow } = await import('../../../src/sw/keep/rebuild.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

const event = new FakeExtendableEvent('message') as unknown as Parameters<typeof rebuildNow>[1];

const routes = compileRoutes(
  {
    files: { 'media/a.mp3': [3, 'hash'], 'models/1.bin': [1, 'one', 1], 'models/2.bin': [1, 'two', 1] },
    routes: [
      {
        id: 'episode/:slug',
        requests: [{ url: 'media/:slug.mp3' }, { url: 'media/:slug.jpg' }],
        cacheName: 'media',
      },
      { id: 'book/:name+', requests: [{ url: 'books/:name.epub' }], cacheName: 'media' },
      { id: 'clip/*', requests: [{ url: 'clips/*?hd=1', revision: 'r' }], cacheName: 'media' },
      { id: 'map/:area{/:zoom}?', requests: [{ url: 'maps/:area{/z:zoom}?.bin' }], cacheName: 'media' },
      { id: 'models', requests: [{ url: 'models/1.bin' }, { url: 'models/2.bin' }], cacheName: 'models' },
      { id: 'album/:n', requests: [], page: 1, serve: ['tracks/:n/*'], cacheName: 'albums' },
    ],
  },
  `${SCOPE}sw.js`,
  [],
);

/** The downloads that the ledger has when these keys are in these caches: id and state. */
async function rebuiltFrom(stored: Record<string, string[]>): Promise<Record<string, string>> {
  // Other tests of the process have left some.
  for (const entry of await downloads.getAll()) await downloads.delete(entry);
  for (const cacheName of ['media', 'models', 'albums']) await scope.caches.delete(cacheName);
  for (const [cacheName, keys] of Object.entries(stored))
    for (const key of keys)
      await (await scope.caches.open(cacheName)).put(`${SCOPE}${key}`, new Response('abc'));
  await rebuildNow(routes, event);
  const entries = await downloads.getAll();
  for (const entry of entries) await downloads.delete(entry);
  return Object.fromEntries(entries.map(({ id, state }) => [id, state]));
}

const CASES: [name: string, stored: Record<string, string[]>, expected: Record<string, string>][] = [
  ['nothing is stored', {}, {}],
  [
    'a whole download, one of its keys with a revision',
    { media: ['media/a.mp3?__WB_REVISION__=hash', 'media/a.jpg'] },
    { 'episode/a': 'stored' },
  ],
  ['a part of one', { media: ['media/b.jpg'] }, { 'episode/b': 'failed' }],
  ['another revision of its only file', { media: ['media/a.mp3?__WB_REVISION__=older'] }, {}],
  [
    'parameters that are escaped, or have slashes',
    { media: ['media/R&B%20%231.mp3', 'media/R&B%20%231.jpg', 'books/a/b.epub'] },
    { 'episode/R&B #1': 'stored', 'book/a/b': 'stored' },
  ],
  [
    'a wildcard, with a query and a revision',
    { media: ['clips/x/y?hd=1&__WB_REVISION__=r'] },
    { 'clip/x/y': 'stored' },
  ],
  [
    'a group that may be left out',
    { media: ['maps/alps.bin', 'maps/alps/z9.bin'] },
    { 'map/alps': 'stored', 'map/alps/9': 'stored' },
  ],
  ['a route without parameters', { models: ['models/1.bin', 'models/2.bin'] }, { models: 'stored' }],
  ['files in the cache of another route', { models: ['media/a.jpg'] }, {}],
  ['what only a page knows', { albums: ['tracks/1/1.flac'] }, {}],
  [
    'what cannot be decoded',
    { media: ['media/%FF.mp3', 'media/c.mp3', 'media/c.jpg'] },
    { 'episode/c': 'stored' },
  ],
];

for (const [name, stored, expected] of CASES)
  test(`${name}: found again`, async () => assert.equal(await rebuiltFrom(stored), expected));

test('no cache is made for it', async () => {
  await rebuiltFrom({});
  assert.is(await scope.caches.has('media'), false);
});

test('a ledger that has something is left alone', async () => {
  const cache = await scope.caches.open('media');
  for (const key of ['media/d.mp3', 'media/d.jpg']) await cache.put(`${SCOPE}${key}`, new Response('abc'));
  await rebuildNow(routes, event);
  await cache.put(`${SCOPE}books/later.epub`, new Response('abc'));
  await rebuildNow(routes, event);
  assert.equal(
    (await downloads.getAll()).map(({ id }) => id),
    ['episode/d'],
  );
});

test.run();
