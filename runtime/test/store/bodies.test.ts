import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  bytes,
  chunk,
  countOf,
  openSample,
  RECORD,
  readAll,
  sampleFetch,
  sampleResponse,
  sizes,
} from './samples.ts';

test('append gives both as they are then, and sets what it is given', async () => {
  const { store } = await openSample();
  const added = await store.append(chunk(0, 10), { response: sampleResponse });
  const record = await store.getRecord(RECORD);
  assert.equal(added, { record, fetch: sampleFetch('f', { downloaded: 10 }) });
  assert.equal(record?.response, sampleResponse);
  await store.append(chunk(10, 10), { result: 'success' });
  const ended = await store.getRecord(RECORD);
  assert.equal([ended?.result, ended?.available, ended?.response], ['success', 10, sampleResponse]);
});

test('the total is that of all records', async () => {
  const { store } = await openSample(3);
  for (const index of [0, 1, 2]) await store.append({ ...chunk(0, 10), index });
  await store.append({ ...chunk(20, 25), index: 1 });
  assert.is((await store.get('f'))?.downloaded, 35);
  await store.restart({ key: 'f', index: 1 });
  assert.is((await store.get('f'))?.downloaded, 20);
});

test('restart throws bytes and response away, and what comes late for them', async () => {
  const { store, scope } = await openSample(2);
  await store.append(chunk(0, 10), { response: sampleResponse });
  await store.append(chunk(20, 30));
  await store.append({ ...chunk(0, 7), index: 1 });
  const restarted = await store.restart(RECORD);
  assert.equal(restarted, { record: await store.getRecord(RECORD), fetch: await store.get('f') });
  assert.is(restarted?.record.generation, 1);
  const late = await store.append(chunk(10, 20), { response: sampleResponse, result: 'success' });
  assert.equal([late?.record.generation, late?.record.response, late?.record.result], [1, null, '']);
  assert.equal(await sizes(store), { available: 0, stored: 0, downloaded: 7 });
  assert.equal(await store.intervals(RECORD), []);
  assert.is(await store.read(RECORD, 0), undefined);
  assert.is(await countOf(scope, 'chunks'), 1);
  await store.append(chunk(0, 5, 1));
  assert.equal(await sizes(store), { available: 5, stored: 5, downloaded: 12 });
  assert.equal(await readAll(store), bytes(0, 5));
  assert.is((await store.restart(RECORD))?.record.generation, 2);
});

test('read gives the chunk from the offset on, islands too, and nothing where there is a gap', async () => {
  const { store } = await openSample();
  await store.append(chunk(0, 10));
  await store.append(chunk(10, 20));
  await store.append(chunk(30, 40));
  const at = async (offset: number): Promise<Uint8Array | undefined> => {
    const data = await store.read(RECORD, offset);
    return data && new Uint8Array(await new Blob([data]).arrayBuffer());
  };
  assert.equal(await at(0), bytes(0, 10));
  assert.equal(await at(9), bytes(9, 10));
  assert.equal(await at(10), bytes(10, 20));
  assert.equal(await at(20), undefined);
  assert.equal(await at(29), undefined);
  assert.equal(await at(35), bytes(35, 40));
  assert.equal(await at(40), undefined);
});

test('a body beyond 4 GB keeps its place', async () => {
  const { store } = await openSample();
  const far = 5 * 2 ** 30;
  await store.append({ ...chunk(0, 10), offset: far });
  assert.equal(await store.intervals(RECORD), [{ start: far, end: far + 10 }]);
  assert.equal(await readAll(store, RECORD, far), bytes(0, 10));
});

test('a part of a larger buffer is stored as the part that it is', async () => {
  const { store } = await openSample();
  const whole = bytes(0, 1000);
  await store.append({ ...chunk(0, 0), data: whole.subarray(100, 120) });
  const data = await store.read(RECORD, 0);
  assert.instance(data, Uint8Array);
  assert.is((data as Uint8Array).buffer.byteLength, 20);
});

test.run();
