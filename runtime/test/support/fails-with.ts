import * as assert from 'uvu/assert';
import { BackgroundFetchBuildError, type BuildErrorCode } from '../../src/build/errors.ts';

/** Runs what must fail with this code, and holds the message against what it must name, and the details where given. */
export async function failsWith(
  run: () => unknown,
  code: BuildErrorCode,
  ...expected: (string | RegExp | Record<string, unknown>)[]
): Promise<void> {
  const error: unknown = await Promise.resolve()
    .then(run)
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  if (!(error instanceof BackgroundFetchBuildError)) assert.unreachable(`it gave ${String(error)}`);
  else {
    assert.is(error.code, code);
    for (const text of expected) {
      if (typeof text === 'object' && !(text instanceof RegExp)) {
        assert.equal(error.details, text);
        continue;
      }
      assert.ok(
        typeof text === 'string' ? error.message.includes(text) : text.test(error.message),
        `"${error.message}" does not name ${text}`,
      );
    }
    assert.ok(error.message.endsWith(`(docs/errors.md#${code})`), error.message);
  }
}
