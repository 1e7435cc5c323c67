import { BackgroundFetchError } from '../../shared/errors.ts';

/**
 * Refuses what cannot be sent to the worker; all else is for the worker to judge.
 *
 * @throws BackgroundFetchError `invalid-metadata`, `invalid-overrides`
 */
export function checkData(id: string, data: object): void {
  for (const [name, value] of Object.entries(data)) {
    try {
      structuredClone(value);
    } catch (cause) {
      const reason = 'cannot be copied';
      throw name === 'metadata'
        ? new BackgroundFetchError('invalid-metadata', { id, reason }, { cause })
        : new BackgroundFetchError(
            'invalid-overrides',
            { id, name, value: String(cause), reason },
            { cause },
          );
    }
  }
}

/** Whether it can be sent to the worker. */
export function canBeSent(id: string, data: object): boolean {
  try {
    checkData(id, data);
    return true;
  } catch {
    return false;
  }
}
