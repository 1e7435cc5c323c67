import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { deferred } from '../../src/shared/deferred.ts';

const test = suite('deferred');

test('resolves its promise from outside, once', async () => {
  const { promise, resolve, reject } = deferred<string>();
  resolve('first');
  reject(new Error('second'));
  assert.is(await promise, 'first');
});

test('follows a promise that it is resolved with', async () => {
  const { promise, resolve } = deferred<number>();
  resolve(Promise.resolve(7));
  assert.is(await promise, 7);
});

test('rejects its promise with whatever is given', async () => {
  const { promise, reject } = deferred<void>();
  reject(undefined);
  const settled = await promise.then(
    () => 'resolved',
    (reason) => ({ reason }),
  );
  assert.equal(settled, { reason: undefined });
});

test.run();
