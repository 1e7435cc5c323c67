import { BackgroundFetchError } from '../../shared/errors.ts';
import type { DownloadOverrides } from '../../shared/protocol.ts';
import { describe } from '../worker/describe.ts';

const EXPECTED: Record<keyof DownloadOverrides, [expected: string, (value: unknown) => boolean]> = {
  title: ['a string', (value) => typeof value === 'string'],
  icons: ['an array of image resources', (value) => Array.isArray(value) && value.every(isIcon)],
  downloadTotal: [
    'a whole number of bytes, 0 or more',
    (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  ],
};

/**
 * Refuses overrides that the browser would not understand.
 *
 * @throws BackgroundFetchError `invalid-overrides`
 */
export function checkOverrides(id: string, overrides: DownloadOverrides): void {
  for (const [name, given] of Object.entries(overrides)) {
    if (given === undefined) continue;
    const [expected, isValid] = Object.hasOwn(EXPECTED, name)
      ? EXPECTED[name as keyof DownloadOverrides]
      : [`left out: there are only ${Object.keys(EXPECTED).join(', ')}`, () => false];
    if (isValid(given)) continue;
    throw new BackgroundFetchError('invalid-overrides', { id, name, value: describe(given), expected });
  }
}

/** Only what can be sent to the worker. */
function isIcon(value: unknown): boolean {
  return (
    typeof (value as { src?: unknown } | null)?.src === 'string' &&
    Object.values(value as object).every((member) => ['string', 'undefined'].includes(typeof member))
  );
}
