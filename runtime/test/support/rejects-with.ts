import * as assert from 'uvu/assert';

/** Runs what must reject, not throw, with an error of this name. */
export async function rejectsWith(
  run: () => Promise<unknown>,
  name: string,
  message?: RegExp,
): Promise<void> {
  const promise = run();
  assert.instance(promise, Promise);
  const error: unknown = await promise.then(
    (value) => assert.unreachable(`it gave ${String(value)}`),
    (reason: unknown) => reason,
  );
  assert.instance(error, name === 'TypeError' ? TypeError : DOMException);
  assert.is((error as Error).name, name);
  if (message) assert.match((error as Error).message, message);
}
