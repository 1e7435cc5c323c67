import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BackgroundFetchError } from '../../../src/shared/errors.ts';
import type { DownloadOverrides } from '../../../src/shared/protocol.ts';
import { checkOverrides } from '../../../src/window/client/check-overrides.ts';

const FINE: DownloadOverrides[] = [
  {},
  { title: '' },
  { title: 'Episode 5', icons: [], downloadTotal: 0 },
  { icons: [{ src: '/icon.png' }] },
  { downloadTotal: Number.MAX_SAFE_INTEGER },
];

for (const overrides of FINE) {
  test(`${JSON.stringify(overrides)} is fine`, () => checkOverrides('x', overrides));
}

test('what is undefined is not given', () => {
  const overrides: Record<string, unknown> = { title: undefined, downloadTotal: undefined };
  checkOverrides('x', overrides);
});

const REFUSED: [overrides: Record<string, unknown>, message: RegExp][] = [
  [{ title: 5 }, /"title" of "episode\/1" is 5\. It must be a string\./],
  [{ title: null }, /"title" .* is null/],
  [{ icons: { src: 'a' } }, /"icons" .* is \{"src":"a"\}\. It must be an array of image resources/],
  [{ icons: 'a.png' }, /"icons" .* is "a\.png"/],
  [{ downloadTotal: -1 }, /"downloadTotal" .* is -1\. It must be a whole number of bytes, 0 or more/],
  [{ downloadTotal: 1.5 }, /is 1\.5/],
  [{ downloadTotal: '5' }, /is "5"/],
  [{ downloadTotal: Number.NaN }, /whole number/],
  [{ downloadTotal: Number.POSITIVE_INFINITY }, /whole number/],
  [{ downloadtotal: 5 }, /"downloadtotal" .* left out: there are only title, icons, downloadTotal/],
  [{ title: 'fine', priority: 'high' }, /"priority" .* is "high"/],
];

for (const [overrides, message] of REFUSED) {
  test(`refuses ${JSON.stringify(overrides)}: ${message.source}`, () => {
    assert.throws(
      () => checkOverrides('episode/1', overrides),
      (error: Error) =>
        error instanceof BackgroundFetchError &&
        error.code === 'invalid-overrides' &&
        message.test(error.message),
    );
  });
}

test.run();
