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

/** Bytes of a buffer that are one chunk. */
const PIECE = 8 * 1024 * 1024;

/** Much quicker than a comparison of each. */
const isSame = (found: Uint8Array, expected: Uint8Array): boolean => Buffer.compare(found, expected) === 0;

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
  test(`where the browser ${how} for a Blob, buffers are taken, and stored by 8 MB`, async () => {
    await withPut(refusal, async () => {
      const { store, scope } = await openSample();
      assert.is(await store.takesBlobs(), false);
      await store.append(chunk(0, 2.5 * PIECE));
      await store.append(chunk(3 * PIECE, 3 * PIECE + 10));
      await store.append(chunk(2 * PIECE, 3.5 * PIECE));
      assert.is(await countOf(scope, 'chunks'), 3 + 1 + 1 + 1);
      assert.is((await store.getRecord(RECORD))?.available, 3.5 * PIECE);
      for (let offset = 0; offset < 3.5 * PIECE; ) {
        const data = await store.read(RECORD, offset);
        assert.instance(data, Uint8Array);
        const { byteLength } = data as Uint8Array;
        assert.ok(byteLength > 0 && byteLength <= PIECE);
        offset += byteLength;
      }
      assert.ok(isSame(await readAll(store), bytes(0, 3.5 * PIECE)));
      assert.ok(isSame(await readAll(store, RECORD, 1.5 * PIECE), bytes(1.5 * PIECE, 3.5 * PIECE)));
    });
  });

  test(`where the browser ${how} for a Blob, the body of a request is kept as well`, async () => {
    await withPut(refusal, async () => {
      const scope = nextScope();
      const body = new Blob([bytes(0, 1.5 * PIECE)], { type: 'text/x' });
      await new IdbFetchStore(scope).create(sampleFetch('f'), [sampleRequest({ body })]);
      const kept = (await new IdbFetchStore(scope).getRecord(RECORD))?.request.body;
      assert.is(kept?.type, 'text/x');
      assert.ok(isSame(new Uint8Array((await kept?.arrayBuffer()) ?? []), bytes(0, 1.5 * PIECE)));
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
      await Promise.all([store.takesBlobs(), store.takesBlobs()]);
      await store.takesBlobs();
      assert.is(await store.read(RECORD, 0), undefined);
      await store.sweep();
    },
  );
  assert.is(tries, 1);
});

test('each is stored as it is, and a buffer by 8 MB', async () => {
  const { store, scope } = await openSample();
  assert.is(await store.takesBlobs(), true);
  await store.append(chunk(0, 1.5 * PIECE));
  const data = new Blob([bytes(1.5 * PIECE, 3 * PIECE)]);
  await store.append({ ...chunk(0, 0), offset: 1.5 * PIECE, data });
  assert.is(await countOf(scope, 'chunks'), 3);
  assert.instance(await store.read(RECORD, 0), Uint8Array);
  assert.instance(await store.read(RECORD, 1.5 * PIECE), Blob);
  assert.ok(isSame(await readAll(store), bytes(0, 3 * PIECE)));
});

test.run();
