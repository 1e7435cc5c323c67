import type { Backend } from '../backend.ts';
import { BackgroundFetchRecord } from '../interfaces/background-fetch-record.ts';
import type { FetchRecord } from '../model.ts';
import { construct } from '../webidl/internals.ts';

/**
 * Makes the objects of records.
 *
 * Deviation: their requests and responses are made when they are first asked for, since there may be thousands, and a
 * rejection that nobody has asked for is not reported.
 *
 * @see https://wicg.github.io/background-fetch/#create-settled-fetches-algorithm at commit a1f0bc2
 */
export function createRecordObjects(backend: Backend, records: FetchRecord[]): BackgroundFetchRecord[] {
  return records.map((record) => construct(BackgroundFetchRecord, backend, record));
}
