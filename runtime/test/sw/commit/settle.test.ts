import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compileRoutes } from '../../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { settle } = await import('../../../src/sw/commit/settle.ts');
const { toEntry } = await import('../../../src/sw/routes/to-entry.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

let count = 0;

/** A download of a route as one build has it; another build may have other files, or another cache. */
async function settleBuild(id: string, cacheName: string, urls: string[], stored: string[] = urls) {
  const requests = urls.map((url) => ({ url: `/${url}` }));
  const [route] = compileRoutes({ routes: [{ id, requests, cacheName }] }, `${SCOPE}sw.js`, []);
  const download = route?.resolve(id);
  assert.ok(download);
  const cache = await scope.caches.open(cacheName);
  for (const url of stored) await cache.put(`${SCOPE}${url}`, new Response(url));
  // As a wish writes it down.
  const previous = await downloads.get(id);
  const wanted = (previous?.wanted ?? 0) + 1;
  await downloads.putSet(toEntry(download, previous, { wanted, state: 'downloading' }), download.files);
  return settle(download, new FakeExtendableEvent('activate') as unknown as Parameters<typeof settle>[1], {
    failureReason: 'fetch-error',
  });
}

async function contentsOf(cacheName: string): Promise<string[]> {
  const keys = await (await scope.caches.open(cacheName)).keys();
  return keys.map(({ url }) => url.slice(SCOPE.length)).sort();
}

const CASES: {
  name: string;
  before: [cacheName: string, urls: string[]];
  next: [cacheName: string, urls: string[], stored?: string[]];
  state: string;
  left: Record<string, string[]>;
}[] = [
  {
    name: 'the same files again: all are kept',
    before: ['one', ['a', 'b']],
    next: ['one', ['a', 'b']],
    state: 'stored',
    left: { one: ['a', 'b'] },
  },
  {
    name: 'other files: those that are in no set any more go',
    before: ['one', ['a', 'b']],
    next: ['one', ['b', 'c']],
    state: 'stored',
    left: { one: ['b', 'c'] },
  },
  {
    name: 'other files that are not complete: nothing goes',
    before: ['one', ['a', 'b']],
    next: ['one', ['b', 'c', 'd'], ['b', 'c']],
    state: 'failed',
    left: { one: ['a', 'b', 'c'] },
  },
  {
    name: 'another cache: nothing of the old one is kept',
    before: ['one', ['a', 'b']],
    next: ['two', ['a', 'b']],
    state: 'stored',
    left: { one: [], two: ['a', 'b'] },
  },
  {
    name: 'another cache that is not complete: the old one is',
    before: ['one', ['a', 'b']],
    next: ['two', ['a', 'b'], ['a']],
    state: 'failed',
    left: { one: ['a', 'b'], two: ['a'] },
  },
];

for (const { name, before, next, state, left } of CASES) {
  test(name, async () => {
    count += 1;
    const id = `entry-${count}`;
    const own = (cacheName: string): string => `${cacheName}-${count}`;
    const [firstCache, firstUrls] = before;
    assert.is((await settleBuild(id, own(firstCache), firstUrls)).state, 'stored');
    const [cacheName, urls, stored] = next;
    assert.is((await settleBuild(id, own(cacheName), urls, stored)).state, state);
    for (const [cache, contents] of Object.entries(left))
      assert.equal(await contentsOf(own(cache)), contents);
  });
}

test('a file that another download has too is kept', async () => {
  await settleBuild('mine', 'shared', ['a', 'b']);
  await settleBuild('yours', 'shared', ['a']);
  await settleBuild('mine', 'shared', ['c']);
  assert.equal(await contentsOf('shared'), ['a', 'c']);
  const entry = await downloads.get('mine');
  assert.ok(entry);
  assert.is(entry.complete, entry.wanted);
  assert.equal(
    (await downloads.getFiles(entry, entry.complete)).map(({ url }) => url),
    [`${SCOPE}c`],
  );
});

test.run();
