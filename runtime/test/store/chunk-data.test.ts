import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { IdbFetchStore } from '../../src/store/fetch-store.ts';
import {
  bytes,
  chunk,
  countOf,
  nextScope,
  openSample,
  RECORD,
  readAll,
  sampleFetch,
  sampleRequest,
  withPut,
} from './samples.ts';

const KB = 1024;
const MB = 1024 * KB;

type Put = Parameters<typeof withPut>[0];

/** The ways in which a browser refuses Blobs. */
const refusals: Record<string, Put> = {
  'throws at once': (put, value) => {
    if (value instanceof Blob) throw new DOMException('BlobURLs are not yet supported.', 'DataCloneError');
    return put();
  },
  'aborts the transaction': function (put, value) {
    const request = put();
    if (value instanceof Blob) {
      const { transaction } = this;
      setImmediate(() => (transaction as unknown as { _abort(name: string): void })._abort('UnknownError'));
    }
    return request;
  },
};

for (const [how, refusal] of Object.entries(refusals)) {
  test(`where the browser ${how} for a Blob, buffers are stored, of 1 MB at most`, async () => {
    await withPut(refusal, async () => {
      const { store, scope } = await openSample();
      await store.append({ ...chunk(0, 0), data: new Blob([bytes(0, 2.5 * MB)]) });
      await store.append(chunk(3 * MB, 3 * MB + 10));
      await store.append(chunk(2 * MB, 3.5 * MB));
      assert.is(await countOf(scope, 'chunks'), 3 + 1 + 1 + 1);
      assert.is((await store.getRecord(RECORD))?.available, 3.5 * MB);
      for (let offset = 0; offset < 3.5 * MB; ) {
        const data = await store.read(RECORD, offset);
        assert.instance(data, Uint8Array);
        const { byteLength } = data as Uint8Array;
        assert.ok(byteLength > 0 && byteLength <= MB);
        offset += byteLength;
      }
      assert.equal(await readAll(store), bytes(0, 3.5 * MB));
      assert.equal(await readAll(store, RECORD, 1.5 * MB), bytes(1.5 * MB, 3.5 * MB));
    });
  });

  test(`where the browser ${how} for a Blob, the body of a request is kept as well`, async () => {
    await withPut(refusal, async () => {
      const scope = nextScope();
      const body = new Blob([bytes(0, 1.5 * MB)], { type: 'text/x' });
      await new IdbFetchStore(scope).create(sampleFetch('f'), [sampleRequest({ body })]);
      const kept = (await new IdbFetchStore(scope).getRecord(RECORD))?.request.body;
      assert.is(kept?.type, 'text/x');
      assert.equal(new Uint8Array((await kept?.arrayBuffer()) ?? []), bytes(0, 1.5 * MB));
      assert.is(await countOf(scope, 'chunks'), 2);
    });
  });
}

test('it is tried once', async () => {
  let tries = 0;
  await withPut(
    (put, value) => {
      if (value instanceof Blob && value.size === 1) tries++;
      return put();
    },
    async () => {
      const { store } = await openSample();
      await Promise.all([0, 10, 20].map((start) => store.append(chunk(start, start + 10))));
      await store.append(chunk(30, 40));
    },
  );
  assert.is(tries, 1);
});

test('large buffers are stored as Blobs, small ones as they are, Blobs as they are', async () => {
  const { store, scope } = await openSample();
  await store.append(chunk(0, 2 * MB));
  await store.append(chunk(2 * MB, 2 * MB + KB));
  await store.append({
    ...chunk(0, 0),
    offset: 2 * MB + KB,
    data: new Blob([bytes(2 * MB + KB, 2 * MB + 2 * KB)]),
  });
  assert.is(await countOf(scope, 'chunks'), 3);
  assert.instance(await store.read(RECORD, 0), Blob);
  assert.instance(await store.read(RECORD, 2 * MB), Uint8Array);
  assert.instance(await store.read(RECORD, 2 * MB + KB), Blob);
  assert.equal(await readAll(store), bytes(0, 2 * MB + 2 * KB));
});

test.run();
