import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Ledger } from '../../src/store/ledger.ts';
import type { LedgerEntry, LedgerFile } from '../../src/store/schema.ts';
import { endsConnection } from '../support/ends-connection.ts';
import { ledgerFile } from '../support/ledger-file.ts';
import { settled } from './samples.ts';

function entry(id: string, change: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    id,
    route: ':id',
    params: { id },
    title: id,
    state: 'downloading',
    downloaded: 0,
    downloadTotal: 0,
    failureReason: '',
    createdAt: 1,
    updatedAt: 1,
    cacheName: 'cache',
    fileCount: 1,
    wanted: 1,
    complete: 0,
    ...change,
  };
}

/** A scope of its own for each test: the database outlives it. */
let scopes = 0;
const nextScope = (): string => `https://app.example/${++scopes}/`;
const nameOf = (scope: string): string => `workbox-background-fetch-${scope}`;

test('it is empty at first', async () => {
  const ledger = new Ledger(nextScope());
  assert.is(await ledger.get('a'), undefined);
  assert.equal(await ledger.getAll(), []);
});

test('what was put is got back whole, by another ledger of the scope too', async () => {
  const scope = nextScope();
  const ledger = new Ledger(scope);
  const [a, b] = [entry('a/1'), entry('b', { complete: 1, metadata: { at: new Date(0) } })];
  await ledger.putSet(a, []);
  await ledger.putSet(b, []);
  assert.equal(await ledger.get('a/1'), a);
  assert.equal(await new Ledger(scope).get('b'), b);
  assert.equal(await new Ledger(scope).getAll(), [a, b]);
});

test('a change is written over what was there, and is later than that', async () => {
  const ledger = new Ledger(nextScope());
  await ledger.putSet(entry('a', { updatedAt: 5 }), []);
  const changed = entry('a', { state: 'stored', updatedAt: 2 });
  await ledger.put(changed);
  assert.is(changed.updatedAt, 6);
  assert.equal(await ledger.getAll(), [changed]);
  await ledger.settle(entry('a', { updatedAt: 9 }));
  assert.equal(await ledger.getAll(), [entry('a', { updatedAt: 9 })]);
});

test('a change of what has been removed meanwhile is none', async () => {
  const ledger = new Ledger(nextScope());
  await ledger.put(entry('a'));
  await ledger.settle(entry('b'));
  assert.equal(await ledger.getAll(), []);
});

test('delete takes that one away, and none where there is none', async () => {
  const ledger = new Ledger(nextScope());
  await ledger.putSet(entry('a'), []);
  await ledger.putSet(entry('b'), []);
  await ledger.delete(entry('a'));
  await ledger.delete(entry('c'));
  assert.equal(await ledger.getAll(), [entry('b')]);
});

test('two scopes are apart', async () => {
  const [one, two] = [new Ledger(nextScope()), new Ledger(nextScope())];
  await one.putSet(entry('a', { title: 'one' }), []);
  await two.putSet(entry('a', { title: 'two' }), []);
  await two.delete(entry('a'));
  assert.is((await one.get('a'))?.title, 'one');
  assert.equal(await two.getAll(), []);
});

test('calls at the same time share a connection', async () => {
  const ledger = new Ledger(nextScope());
  const ids = Array.from({ length: 20 }, (_, index) => `id-${String(index).padStart(2, '0')}`);
  await Promise.all(ids.map((id) => ledger.putSet(entry(id), [])));
  assert.equal(
    (await ledger.getAll()).map(({ id }) => id),
    ids,
  );
});

test('it makes way for a deletion, and opens the database again when next needed', async () => {
  const scope = nextScope();
  const ledger = new Ledger(scope);
  await ledger.putSet(entry('a'), []);
  await settled(indexedDB.deleteDatabase(nameOf(scope)));
  assert.equal(await ledger.getAll(), []);
  await ledger.putSet(entry('b'), []);
  assert.equal(await ledger.getAll(), [entry('b')]);
});

test('it goes on after the browser has terminated its connection', () => {
  const ledger = new Ledger(nextScope());
  return endsConnection(
    () => ledger.putSet(entry('a'), []),
    async () => assert.equal(await ledger.getAll(), [entry('a')]),
  );
});

test('a failure to open is told, and the next call tries again', async () => {
  const scope = nextScope();
  const later = await settled(indexedDB.open(nameOf(scope), 3));
  const ledger = new Ledger(scope);
  await ledger.get('a').then(
    () => assert.unreachable('it should have rejected'),
    (error: Error) => assert.is(error.name, 'VersionError'),
  );
  later.close();
  await settled(indexedDB.deleteDatabase(nameOf(scope)));
  await ledger.putSet(entry('a'), []);
  assert.equal(await ledger.get('a'), entry('a'));
});

/** What a download has in each of its sets. */
async function setsOf(ledger: Ledger, id: string): Promise<string[]> {
  const sets = await Promise.all([1, 2, 3].map((set) => ledger.getFiles({ id }, set)));
  return sets.map((files) => files.map(({ url }) => new URL(url).pathname.slice(1)).join());
}

const files = (...names: string[]): LedgerFile[] =>
  names.map((name) => ledgerFile(`https://app.example/${name}`));

test('files are had by set, in the order in which they were asked for', async () => {
  const ledger = new Ledger(nextScope());
  const names = Array.from({ length: 12 }, (_, index) => `f${12 - index}`);
  await ledger.putSet(entry('a'), files(...names));
  await ledger.putSet(entry('a', { wanted: 2 }), files('b'));
  await ledger.putSet(entry('a/b'), files('c'));
  assert.equal(await setsOf(ledger, 'a'), [names.join(), 'b', '']);
  await ledger.putSet(entry('a'), files('d'));
  assert.equal(await setsOf(ledger, 'a'), ['d', 'b', '']);
});

const ENDS: [name: string, change: Partial<LedgerEntry>, left: string[]][] = [
  ['the last is complete', { wanted: 3, complete: 3 }, ['', '', 'c']],
  ['the first is complete, the last has failed', { wanted: 3, complete: 1 }, ['a', '', 'c']],
  ['none is complete', { wanted: 2, complete: 0 }, ['', 'b', '']],
  ['an earlier one is wanted again', { wanted: 2, complete: 1 }, ['a', 'b', '']],
];

for (const [name, change, left] of ENDS) {
  test(`the sets that are left: ${name}`, async () => {
    const ledger = new Ledger(nextScope());
    for (const [index, file] of ['a', 'b', 'c'].entries())
      await ledger.putSet(entry('x', { wanted: index + 1 }), files(file), {
        id: 'x',
        downloads: [{ id: 'x', set: 3 }],
        client: 'c1',
        startedAt: 1,
      });
    await ledger.putSet(entry('y'), files('other'));
    assert.is((await ledger.getFetch('x'))?.client, 'c1');
    await ledger.settle(entry('x', change));
    assert.equal(await setsOf(ledger, 'x'), ['a', 'b', 'c']);
    await ledger.prune(entry('x', change));
    assert.equal(await setsOf(ledger, 'x'), left);
    assert.equal(await setsOf(ledger, 'y'), ['other', '', '']);
    assert.is(await ledger.getFetch('x'), undefined);
  });
}

test('a file is found by its URL and by its key, that of a complete set first', async () => {
  const ledger = new Ledger(nextScope());
  const url = 'https://app.example/a';
  await ledger.putSet(entry('new', { wanted: 2, complete: 1 }), [ledgerFile(url, { key: `${url}?2` })]);
  await ledger.putSet(entry('old', { wanted: 1, complete: 1 }), [ledgerFile(url, { key: `${url}?1` })]);
  assert.equal(
    (await ledger.findFiles('url', url)).map(({ file, entry: { id } }) => [id, file.key]),
    [
      ['old', `${url}?1`],
      ['new', `${url}?2`],
    ],
  );
  assert.equal(
    (await ledger.findFiles('key', `${url}?2`)).map(({ entry: { id } }) => id),
    ['new'],
  );
  await ledger.delete(entry('old'));
  assert.equal(
    (await ledger.findFiles('url', url)).map(({ entry: { id } }) => id),
    ['new'],
  );
  assert.equal(await ledger.findFiles('url', 'https://app.example/b'), []);
});

test('a file of a set that its download names no more is not found', async () => {
  const ledger = new Ledger(nextScope());
  await ledger.putSet(entry('a'), files('a'));
  await ledger.putSet(entry('a', { wanted: 2 }), files('b'));
  assert.equal(await ledger.findFiles('url', 'https://app.example/a'), []);
  assert.is((await ledger.findFiles('url', 'https://app.example/b')).length, 1);
});

test('a wish without files is kept until they are known', async () => {
  const ledger = new Ledger(nextScope());
  const wish = { id: 'a', wish: { metadata: { n: 1 } } };
  const kept = (): Promise<unknown> => ledger.read(({ wishes }) => settled(wishes.get('a')));
  await ledger.add(entry('a', { state: 'waiting', wanted: 0 }), ({ wishes }) => wishes.put(wish));
  assert.equal(await kept(), wish);
  await ledger.putSet(entry('a'), files('a'));
  assert.is(await kept(), undefined);
});

test('what has been written is told, and nothing else', async () => {
  const told: unknown[] = [];
  const ledger = new Ledger(nextScope(), async ({ id, state }, isRemoved) => {
    told.push([id, state, isRemoved]);
  });
  await ledger.putSet(entry('a'), []);
  await ledger.putSet(entry('a', { state: 'waiting' }), files('a'));
  await ledger.settle(entry('a', { state: 'stored' }));
  await ledger.getAll();
  await ledger.delete(entry('a'));
  assert.equal(told, [
    ['a', 'downloading', false],
    ['a', 'waiting', false],
    ['a', 'stored', false],
    ['a', 'downloading', true],
  ]);
  const unwritable = entry('b', { metadata: () => undefined });
  await ledger.putSet(unwritable, []).then(
    () => assert.unreachable(),
    () => undefined,
  );
  assert.is(told.length, 4);
});

test.run();
