import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Ledger } from '../../src/store/ledger.ts';
import type { EntryV1 } from '../../src/store/ledger-v1.ts';
import type { LedgerEntry } from '../../src/store/schema.ts';

/** What the code at commit 035867b has left in Chromium, in the middle of two downloads; but for the scope. */
const { scope, rows }: { scope: string; rows: EntryV1[] } = JSON.parse(
  await readFile(new URL('version-1.json', import.meta.url), 'utf8'),
);

const opening = indexedDB.open(`workbox-background-fetch-${scope}`, 1);
await new Promise((resolve) => {
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore('downloads', { keyPath: 'id' });
    for (const row of rows) store.put(row);
  };
  opening.onsuccess = resolve;
});
opening.result.close();

const ledger = new Ledger(scope);
const all: LedgerEntry[] = await ledger.getAll();

/** The files of a set, by their paths. */
async function pathsOf(entry: LedgerEntry, set: number): Promise<string[]> {
  return (await ledger.getFiles(entry, set)).map(({ url }) => url.slice(scope.length));
}

test('every download is there, and is what it was', () => {
  const { wanted: _, complete: __, fileCount: ___, ...kept } = all.find(({ id }) => id === 'kept') ?? {};
  const { requests: ____, complete: _____, ...before } = rows.find(({ id }) => id === 'kept') ?? {};
  assert.equal(kept, before);
  assert.equal(
    all.map(({ id, state, failureReason }) => [id, state, failureReason]),
    rows.map(({ id, state, failureReason }) => [id, state, failureReason]),
  );
});

const SETS: [id: string, fileCount: number, wanted: string[], complete: string[]][] = [
  ['broken', 2, ['kept.json', 'api/missing.json'], []],
  ['kept', 1, ['kept.json'], ['kept.json']],
  ['next', 3, ['next/intro.json', 'next/middle.json', 'next/end.json'], []],
  ['series/a', 2, ['series/1.json', 'series/2.json'], ['series/1.json']],
  ['stopped', 1, ['api/slow.json'], []],
];

for (const [id, fileCount, wanted, complete] of SETS) {
  test(`the files of ${id}: what it wants, and what it serves`, async () => {
    const entry = all.find((one) => one.id === id);
    assert.ok(entry);
    assert.is(entry.fileCount, fileCount);
    assert.equal(await pathsOf(entry, entry.wanted), wanted);
    assert.equal(await pathsOf(entry, entry.complete), complete);
  });
}

test('a file is found by its URL under the key that it has, and brought by its URL', async () => {
  const url = `${scope}series/1.json`;
  const key = rows.find(({ id }) => id === 'series/a')?.complete?.[0]?.key;
  const [found] = await ledger.findFiles('url', url);
  assert.is(found?.file.key, key);
  assert.equal(found?.file.request, { url, init: {} });
  assert.is(found?.file.set, found?.entry.complete);
});

test('the titles and failures stay', async () => {
  assert.is((await ledger.get('series/a'))?.title, 'Series a');
  assert.equal((await ledger.get('broken'))?.failures, [
    { url: `${scope}api/missing.json`, reason: 'bad-status', status: 404 },
  ]);
});

test.run();
