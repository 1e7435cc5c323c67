import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Ledger } from '../../src/store/ledger.ts';
import type { LedgerEntry } from '../../src/store/schema.ts';

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
    requests: [{ url: 'https://app.example/a', key: 'https://app.example/a?r=1', size: 5 }],
    ...change,
  };
}

/** A scope of its own for each test: the database outlives it. */
let scopes = 0;
const nextScope = (): string => `https://app.example/${++scopes}/`;
const nameOf = (scope: string): string => `workbox-background-fetch-${scope}`;

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

test('it is empty at first', async () => {
  const ledger = new Ledger(nextScope());
  assert.is(await ledger.get('a'), undefined);
  assert.equal(await ledger.getAll(), []);
});

test('what was put is got back whole, by another ledger of the scope too', async () => {
  const scope = nextScope();
  const ledger = new Ledger(scope);
  const [a, b] = [entry('a/1'), entry('b', { complete: [{ url: 'https://x/', key: 'https://x/' }] })];
  await ledger.put(a);
  await ledger.put(b);
  assert.equal(await ledger.get('a/1'), a);
  assert.equal(await new Ledger(scope).get('b'), b);
  assert.equal(await new Ledger(scope).getAll(), [a, b]);
});

test('putting an id again replaces it', async () => {
  const ledger = new Ledger(nextScope());
  await ledger.put(entry('a'));
  await ledger.put(entry('a', { state: 'stored' }));
  assert.equal(await ledger.getAll(), [entry('a', { state: 'stored' })]);
});

test('delete takes that one away, and none where there is none', async () => {
  const ledger = new Ledger(nextScope());
  await ledger.put(entry('a'));
  await ledger.put(entry('b'));
  await ledger.delete({ id: 'a' });
  await ledger.delete({ id: 'c' });
  assert.equal(await ledger.getAll(), [entry('b')]);
});

test('two scopes are apart', async () => {
  const [one, two] = [new Ledger(nextScope()), new Ledger(nextScope())];
  await one.put(entry('a', { title: 'one' }));
  await two.put(entry('a', { title: 'two' }));
  await two.delete({ id: 'a' });
  assert.is((await one.get('a'))?.title, 'one');
  assert.equal(await two.getAll(), []);
});

test('calls at the same time share a connection', async () => {
  const ledger = new Ledger(nextScope());
  const ids = Array.from({ length: 20 }, (_, index) => `id-${String(index).padStart(2, '0')}`);
  await Promise.all(ids.map((id) => ledger.put(entry(id))));
  assert.equal(
    (await ledger.getAll()).map(({ id }) => id),
    ids,
  );
});

test('it makes way for a deletion, and opens the database again when next needed', async () => {
  const scope = nextScope();
  const ledger = new Ledger(scope);
  await ledger.put(entry('a'));
  await settled(indexedDB.deleteDatabase(nameOf(scope)));
  assert.equal(await ledger.getAll(), []);
  await ledger.put(entry('b'));
  assert.equal(await ledger.getAll(), [entry('b')]);
});

test('it goes on after the browser has terminated its connection', async () => {
  const scope = nextScope();
  const ledger = new Ledger(scope);
  const opened: IDBDatabase[] = [];
  const { open } = indexedDB;
  indexedDB.open = (...args) => {
    const request = open.apply(indexedDB, args);
    request.addEventListener('success', () => opened.push(request.result));
    return request;
  };
  try {
    await ledger.put(entry('a'));
    const [connection] = opened;
    assert.ok(connection);
    forceCloseDatabase(connection as unknown as Parameters<typeof forceCloseDatabase>[0]);
    assert.equal(await ledger.getAll(), [entry('a')]);
    assert.is(opened.length, 2);
  } finally {
    indexedDB.open = open;
  }
});

test('a failure to open is told, and the next call tries again', async () => {
  const scope = nextScope();
  const later = await settled(indexedDB.open(nameOf(scope), 2));
  const ledger = new Ledger(scope);
  await ledger.get('a').then(
    () => assert.unreachable('it should have rejected'),
    (error: Error) => assert.is(error.name, 'VersionError'),
  );
  later.close();
  await settled(indexedDB.deleteDatabase(nameOf(scope)));
  await ledger.put(entry('a'));
  assert.equal(await ledger.get('a'), entry('a'));
});

test.run();
