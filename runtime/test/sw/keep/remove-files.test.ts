import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compileRoutes } from '../../support/compile-routes.ts';
import { ledgerFile } from '../../support/ledger-file.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { downloads } = await import('../../../src/sw/ledger/downloads.ts');
const { removeFiles } = await import('../../../src/sw/keep/remove-files.ts');
const { toEntry } = await import('../../../src/sw/routes/to-entry.ts');

const event = new FakeExtendableEvent('message') as unknown as Parameters<typeof removeFiles>[2];

/** What is left of a stored download, whose files have these sizes, when some are removed. */
async function left(id: string, sizes: Record<string, number | undefined>, unwanted: string[]) {
  const [route] = compileRoutes({ routes: [{ id, requests: [], cacheName: id }] }, `${SCOPE}sw.js`, []);
  const download = route?.resolve(id);
  assert.ok(download && route);
  const cache = await scope.caches.open(id);
  const files = Object.entries(sizes).map(([name, size]) => ledgerFile(`${SCOPE}${id}/${name}`, { size }));
  for (const { key } of files) await cache.put(key, new Response('x'));
  const entry = toEntry(download, undefined, { state: 'stored', downloaded: 100, downloadTotal: 100 });
  await downloads.putSet({ ...entry, wanted: 1, complete: 1, fileCount: files.length }, files);
  const isRemoved = await removeFiles(
    download,
    unwanted.map((name) => `${id}/${name}`),
    event,
  );
  const now = await downloads.get(id);
  const stored = (await cache.keys()).map(({ url }) => url.split('/').at(-1)).sort();
  return { isRemoved, state: now?.state, fileCount: now?.fileCount, downloaded: now?.downloaded, stored };
}

for (const [name, sizes, unwanted, expected] of [
  [
    'one of two, whose sizes are known',
    { a: 30, b: 70 },
    ['a'],
    { isRemoved: true, state: 'stored', fileCount: 1, downloaded: 70, stored: ['b'] },
  ],
  [
    'one of three, of which one has no size',
    { a: 30, b: 50, c: undefined },
    ['a'],
    { isRemoved: true, state: 'stored', fileCount: 2, downloaded: 70, stored: ['b', 'c'] },
  ],
  [
    'none that there is',
    { a: 30 },
    ['z'],
    { isRemoved: false, state: 'stored', fileCount: 1, downloaded: 100, stored: ['a'] },
  ],
  [
    'all',
    { a: 30, b: 70 },
    ['a', 'b'],
    { isRemoved: true, state: undefined, fileCount: undefined, downloaded: undefined, stored: [] },
  ],
] as [string, Record<string, number | undefined>, string[], object][]) {
  test(`removes ${name}`, async () => {
    assert.equal(await left(name.replaceAll(/\W/g, ''), sizes, unwanted), expected);
  });
}

test.run();
