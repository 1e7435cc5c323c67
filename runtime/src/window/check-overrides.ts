import { BackgroundFetchError } from '../shared/errors.ts';
import type { DownloadOverrides } from '../shared/protocol.ts';

const EXPECTED: Record<keyof DownloadOverrides, [expected: string, (value: unknown) => boolean]> = {
  title: ['a string', (value) => typeof value === 'string'],
  icons: ['an array of image resources', Array.isArray],
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
  for (const [name, value] of Object.entries(overrides)) {
    if (value === undefined) continue;
    const [expected, isValid] = EXPECTED[name as keyof DownloadOverrides] ?? [
      `left out: there are only ${Object.keys(EXPECTED).join(', ')}`,
      () => false,
    ];
    if (!isValid(value)) {
      throw new BackgroundFetchError('invalid-overrides', {
        id,
        name,
        value: JSON.stringify(value),
        expected,
      });
    }
  }
}
