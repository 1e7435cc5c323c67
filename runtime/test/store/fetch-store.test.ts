import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { IdbFetchStore } from '../../src/store/fetch-store.ts';
import { endsConnection } from '../support/ends-connection.ts';
import {
  bytes,
  chunk,
  countOf,
  databaseOf,
  nextScope,
  openSample,
  RECORD,
  readAll,
  rejectsWith,
  sampleFetch,
  sampleRequest,
  sampleResponse,
  settled,
} from './samples.ts';

test('it is empty at first', async () => {
  const store = new IdbFetchStore(nextScope());
  assert.is(await store.get('f'), undefined);
  assert.is(await store.getActive('id of f'), undefined);
  assert.equal(await store.getAll(), []);
  assert.is(await store.getRecord(RECORD), undefined);
  assert.equal(await store.getRecords('f', 0, 10), []);
  assert.equal(await store.intervals(RECORD), []);
  assert.is(await store.read(RECORD, 0), undefined);
});

test('what was created is got back whole, by another store of the scope too', async () => {
  const scope = nextScope();
  const fetch = sampleFetch('f', { icons: [{ src: '/i.png' }] });
  const requests = [sampleRequest(), sampleRequest({ url: 'https://app.example/b' })];
  await new IdbFetchStore(scope).create(fetch, requests);
  const store = new IdbFetchStore(scope);
  assert.equal(await store.get('f'), fetch);
  assert.equal(await store.getActive('id of f'), fetch);
  assert.equal(
    await store.getRecords('f', 0, 10),
    requests.map((request, index) => ({
      key: 'f',
      index,
      request,
      response: null,
      generation: 0,
      available: 0,
      stored: 0,
      result: '',
    })),
  );
});

test('all are given in the order in which they were created', async () => {
  const store = new IdbFetchStore(nextScope());
  const keys = ['z', 'b', 'y', 'a'];
  for (const key of keys) await store.create(sampleFetch(key), []);
  await store.update('b', () => ({ title: 'changed' }));
  assert.equal(
    (await store.getAll()).map(({ key }) => key),
    keys,
  );
});

test('an active id is refused, with nothing stored, and the others of its transaction are not', async () => {
  const { store, scope } = await openSample();
  const results = await Promise.allSettled([
    store.create(sampleFetch('g'), [sampleRequest()]),
    store.create(sampleFetch('twin', { id: 'id of f' }), [sampleRequest({ body: new Blob(['body']) })]),
    store.create(sampleFetch('h'), [sampleRequest()]),
  ]);
  assert.equal(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  await rejectsWith(store.create(sampleFetch('twin', { id: 'id of f' }), []), 'ConstraintError');
  assert.equal(
    (await store.getAll()).map(({ key }) => key),
    ['f', 'g', 'h'],
  );
  assert.is(await countOf(scope, 'records'), 3);
  assert.is(await countOf(scope, 'chunks'), 0);
});

test('of two stores that take an id at the same time one gets it', async () => {
  const { store, again } = await openSample();
  const other = again();
  const results = await Promise.allSettled([
    store.create(sampleFetch('one', { id: 'x' }), []),
    other.create(sampleFetch('two', { id: 'x' }), []),
  ]);
  assert.is(results.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('an id is free when its background fetch is not active any more', async () => {
  const { store } = await openSample();
  await store.update('f', () => ({ isActive: false }));
  assert.is(await store.getActive('id of f'), undefined);
  await store.create(sampleFetch('later', { id: 'id of f' }), []);
  assert.is((await store.getActive('id of f'))?.key, 'later');
  assert.is((await store.get('f'))?.isActive, false);
});

test('update gives what is stored then', async () => {
  const { store } = await openSample();
  const changed = await store.update('f', ({ uploaded }) => ({ uploaded: uploaded + 5, title: 'T' }));
  assert.equal(changed, sampleFetch('f', { uploaded: 5, title: 'T' }));
  assert.equal(await store.get('f'), changed);
  assert.equal(await store.update('f', () => undefined), changed);
  assert.is(await store.update('none', () => ({ title: 'T' })), undefined);
});

test('updates at the same time do not lose one another', async () => {
  const { store, again } = await openSample();
  const stores = [store, again()];
  const add = (index: number): Promise<unknown> | undefined =>
    stores[index % 2]?.update('f', ({ uploaded }) => ({ uploaded: uploaded + 1 }));
  await Promise.all(Array.from({ length: 100 }, (_, index) => add(index)));
  assert.is((await store.get('f'))?.uploaded, 100);
});

test('what a change throws is told to its caller alone', async () => {
  const { store } = await openSample();
  const [one, two] = await Promise.allSettled([
    store.update('f', () => {
      throw new RangeError('no');
    }),
    store.update('f', () => ({ uploaded: 1 })),
  ]);
  assert.is(one.status, 'rejected');
  assert.instance((one as PromiseRejectedResult).reason, RangeError);
  assert.is(two.status, 'fulfilled');
  assert.is((await store.get('f'))?.uploaded, 1);
});

test('what changes without bytes leaves the rest', async () => {
  const { store } = await openSample();
  await store.append(chunk(0, 10), { response: sampleResponse });
  await store.append(chunk(0, 0), { result: 'success' });
  const record = await store.getRecord(RECORD);
  assert.equal(record?.response, sampleResponse);
  assert.is(record?.result, 'success');
  assert.is(record?.available, 10);
  assert.is(await store.append({ ...chunk(0, 0), index: 9 }, { result: 'success' }), undefined);
});

test('writes that are asked for at once see what those before them have written', async () => {
  const { store } = await openSample(2);
  const second = { ...chunk(0, 5), index: 1 };
  const [, one, other, again] = await Promise.all([
    // Alone in its transaction: the others wait for it.
    store.update('f', () => ({ uploaded: 1 })),
    store.append(chunk(0, 10)),
    store.append(second),
    store.append(chunk(10, 20)),
  ]);
  assert.is(one?.fetch.downloaded, 10);
  assert.is(other?.fetch.downloaded, 15);
  assert.is(again?.fetch.downloaded, 25);
  assert.is(again?.record.available, 20);
  assert.is((await store.get('f'))?.downloaded, 25);
  const [, , late, changed] = await Promise.all([
    store.update('f', () => ({ uploaded: 2 })),
    store.remove('f'),
    store.append(chunk(20, 30)),
    store.update('f', () => ({ uploaded: 3 })),
  ]);
  assert.is(late, undefined);
  assert.is(changed, undefined);
  assert.is(await store.get('f'), undefined);
});

test('records come in pages, in the order of their requests', async () => {
  const { store } = await openSample(5000);
  const pages: number[] = [];
  for (let from = 0; ; from += 1000) {
    const page = await store.getRecords('f', from, 1000);
    if (page.length === 0) break;
    pages.push(...page.map(({ index }) => index));
  }
  assert.equal(
    pages,
    Array.from({ length: 5000 }, (_, index) => index),
  );
  assert.equal(
    (await store.getRecords('f', 4998, 10)).map(({ index }) => index),
    [4998, 4999],
  );
});

test('the body of a request is kept, and not touched by a response', async () => {
  const scope = nextScope();
  const store = new IdbFetchStore(scope);
  const body = new Blob([bytes(0, 3000)], { type: 'text/x' });
  const empty = new Blob([], { type: 'text/y' });
  await store.create(sampleFetch('f'), [sampleRequest({ body }), sampleRequest({ body: empty })]);
  assert.is((await store.append(chunk(0, 10)))?.record.request.body?.size, 3000);
  await store.restart(RECORD);
  const [one, two] = await new IdbFetchStore(scope).getRecords('f', 0, 2);
  assert.is(one?.request.body?.type, 'text/x');
  assert.equal(new Uint8Array((await one?.request.body?.arrayBuffer()) ?? []), bytes(0, 3000));
  assert.is(two?.request.body?.type, 'text/y');
  assert.is(two?.request.body?.size, 0);
});

test('remove takes one away with all that belongs to it', async () => {
  const { store, scope } = await openSample(3);
  await store.create(sampleFetch('g'), [sampleRequest({ body: new Blob(['body']) })]);
  await store.append(chunk(0, 10));
  await store.append({ ...chunk(0, 20), key: 'g' });
  await store.remove('f');
  assert.is(await store.get('f'), undefined);
  assert.is(await store.getActive('id of f'), undefined);
  assert.is(await countOf(scope, 'records'), 1);
  assert.is(await countOf(scope, 'chunks'), 2);
  assert.equal(await readAll(store, { key: 'g', index: 0 }), bytes(0, 20));
  assert.is(await store.append(chunk(10, 20)), undefined);
  assert.is(await store.restart(RECORD), undefined);
  assert.is(await countOf(scope, 'chunks'), 2);
  await store.remove('f');
});

test('sweep deletes what belongs to no background fetch, and nothing else', async () => {
  const { store, scope } = await openSample(2);
  const keys = ['a', 'e', 'g', 'z'];
  for (const key of keys) {
    await store.create(sampleFetch(key), [sampleRequest()]);
    await store.append({ ...chunk(0, 10), key });
  }
  await store.append(chunk(0, 10));
  // As if the rows of the background fetches had got lost.
  const database = await settled(indexedDB.open(databaseOf(scope)));
  const fetches = database.transaction('fetches', 'readwrite').objectStore('fetches');
  for (const key of ['a', 'g', 'z']) {
    const serial = await settled(fetches.index('key').getKey(key));
    if (serial !== undefined) await settled(fetches.delete(serial));
  }
  database.close();
  await store.sweep();
  assert.is(await countOf(scope, 'records'), 3);
  assert.is(await countOf(scope, 'chunks'), 2);
  assert.equal(await readAll(store), bytes(0, 10));
  assert.equal(await readAll(store, { key: 'e', index: 0 }), bytes(0, 10));
  await new IdbFetchStore(nextScope()).sweep();
});

test('it makes way for a deletion, and opens the database again when next needed', async () => {
  const { store, scope } = await openSample();
  await settled(indexedDB.deleteDatabase(databaseOf(scope)));
  assert.equal(await store.getAll(), []);
  assert.is(await store.append(chunk(0, 10)), undefined);
  await store.create(sampleFetch('g'), [sampleRequest()]);
  assert.is((await store.getAll()).length, 1);
});

test('it goes on after the browser has terminated its connection', () =>
  endsConnection(openSample, async ({ store }) => {
    await store.append(chunk(0, 10));
    assert.equal(await readAll(store), bytes(0, 10));
  }));

test('a failure to open is told, and the next call tries again', async () => {
  const scope = nextScope();
  const later = await settled(indexedDB.open(databaseOf(scope), 2));
  const store = new IdbFetchStore(scope);
  await rejectsWith(
    store.create(sampleFetch('f'), [sampleRequest({ body: new Blob(['x']) })]),
    'VersionError',
  );
  await rejectsWith(store.append(chunk(0, 10)), 'VersionError');
  later.close();
  await settled(indexedDB.deleteDatabase(databaseOf(scope)));
  await store.create(sampleFetch('f'), [sampleRequest()]);
  await store.append(chunk(0, 10));
  assert.equal(await readAll(store), bytes(0, 10));
});

test.run();
