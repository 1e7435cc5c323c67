import * as assert from 'uvu/assert';
import { BackgroundFetchBuildError, type BuildErrorCode } from '../../src/build/errors.ts';

/** Runs what must fail with this code and this very message. */
export function failsWhole(run: () => unknown, code: BuildErrorCode, message: string): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof BackgroundFetchBuildError)) throw error;
    assert.is(error.message, `${message} (docs/errors.md#${code})`);
    assert.is(error.code, code);
    return;
  }
  assert.unreachable('it is accepted');
}
