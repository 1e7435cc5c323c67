import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  bytes,
  chunk,
  databaseOf,
  failCommit,
  openSample,
  RECORD,
  readAll,
  rejectsWith,
  sampleFetch,
  sampleRequest,
  settled,
  withPut,
} from './samples.ts';

/** Counts the transactions that write while an action runs. */
async function countTransactions(action: () => Promise<unknown>): Promise<number> {
  const { prototype } = IDBDatabase;
  const original = prototype.transaction;
  let count = 0;
  prototype.transaction = function (...args) {
    if (args[1] === 'readwrite') count++;
    return original.apply(this, args);
  };
  try {
    await action();
  } finally {
    prototype.transaction = original;
  }
  return count;
}

test('small files are written together', async () => {
  const { store } = await openSample(1000);
  await store.append({ ...chunk(0, 10), index: 0 });
  const indexes = Array.from({ length: 1000 }, (_, index) => index);
  const count = await countTransactions(() =>
    Promise.all(indexes.map((index) => store.append({ ...chunk(0, 20), index }, { result: 'success' }))),
  );
  assert.ok(count <= 20, `${count} transactions`);
  assert.is((await store.get('f'))?.downloaded, 20_000);
  const records = await store.getRecords('f', 0, 1000);
  assert.ok(records.every(({ available, result }) => available === 20 && result === 'success'));
});

test('each gets its own result, in the order in which they were asked for', async () => {
  const { store } = await openSample();
  const added = await Promise.all([0, 10, 20, 30].map((start) => store.append(chunk(start, start + 10))));
  assert.equal(
    added.map((result) => result?.record.available),
    [10, 20, 30, 40],
  );
});

test('a transaction that ends without an error of its own is an AbortError', async () => {
  const { store, again } = await openSample();
  await withPut(
    function (put) {
      const request = put();
      failCommit(this.transaction, null);
      return request;
    },
    () =>
      rejectsWith(
        store.update('f', () => ({ uploaded: 1 })),
        'AbortError',
      ),
  );
  assert.is((await again().get('f'))?.uploaded, 0);
});

test('of a group only that fails which does not fit', async () => {
  const { store, again } = await openSample(3);
  await withPut(
    function (put, value) {
      const request = put();
      if (value instanceof Uint8Array && value.byteLength === 99) failCommit(this.transaction);
      return request;
    },
    async () => {
      const [, two] = [
        store.append(chunk(0, 10)),
        store.append({ ...chunk(0, 99), index: 1 }),
        store.append({ ...chunk(0, 10), index: 2 }),
      ];
      await rejectsWith(two as Promise<unknown>, 'QuotaExceededError');
    },
  );
  await store.append(chunk(10, 20));
  const records = await again().getRecords('f', 0, 3);
  assert.equal(
    records.map(({ stored }) => stored),
    [20, 0, 10],
  );
  assert.is((await again().get('f'))?.downloaded, 30);
  assert.equal(await readAll(again()), bytes(0, 20));
});

test('a quota error of a request is told as such, and nothing was stored', async () => {
  const { store } = await openSample();
  await withPut(
    (put, value) => {
      if (!(value instanceof Uint8Array)) return put();
      throw new DOMException('full', 'QuotaExceededError');
    },
    () => rejectsWith(store.append(chunk(0, 10), { result: 'success' }), 'QuotaExceededError'),
  );
  const record = await store.getRecord(RECORD);
  assert.equal([record?.stored, record?.result], [0, '']);
});

test('a background fetch that does not fit leaves nothing behind', async () => {
  const { store } = await openSample();
  await withPut(
    function (put, value) {
      const request = put();
      if ((value as { index?: number }).index === 50) failCommit(this.transaction);
      return request;
    },
    () =>
      rejectsWith(
        store.create(
          sampleFetch('big'),
          Array.from({ length: 100 }, () => sampleRequest()),
        ),
        'QuotaExceededError',
      ),
  );
  assert.is(await store.get('big'), undefined);
  assert.equal(await store.getRecords('big', 0, 10), []);
});

test('what waits for a deletion of the database is told, and what comes later works', async () => {
  const { store, scope } = await openSample();
  const writes = [0, 10, 20].map((start) => store.append(chunk(start, start + 10)));
  await settled(indexedDB.deleteDatabase(databaseOf(scope)));
  await Promise.allSettled(writes);
  await store.create(sampleFetch('g'), [sampleRequest()]);
  assert.is((await store.append({ ...chunk(0, 10), key: 'g' }))?.record.available, 10);
});

test('the transactions do not wait for the disk', async () => {
  const { store } = await openSample();
  const { prototype } = IDBDatabase;
  const original = prototype.transaction;
  const seen: unknown[] = [];
  prototype.transaction = function (...args) {
    seen.push(args[2]?.durability);
    return original.apply(this, args);
  };
  try {
    await store.append(chunk(0, 10));
  } finally {
    prototype.transaction = original;
  }
  assert.ok(seen.includes('relaxed'));
});

test.run();
