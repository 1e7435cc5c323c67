import type { FetchReader } from '../backend.ts';
import type { FetchRecord, RecordKey } from '../model.ts';

/**
 * Reads a record that can be exposed: its result is '', 'success' or 'bad-status'.
 *
 * @throws DOMException `AbortError` for an aborted one; TypeError for another one, and for one that is gone since the
 * background fetch's events have been handled
 * @see https://wicg.github.io/background-fetch/#background-fetch-response-exposed
 */
export async function exposedRecord(store: FetchReader, name: RecordKey): Promise<FetchRecord> {
  // In this order: a record that is unsettled after its background fetch has ended will stay so.
  const fetch = await store.get(name.key);
  const record = await store.getRecord(name);
  if (!fetch || !record) throw new TypeError('The records are not available');
  const result = record.result || (fetch.isActive ? '' : 'aborted');
  if (result === 'aborted') throw new DOMException('Aborted', 'AbortError');
  if (!['', 'success', 'bad-status'].includes(result)) throw new TypeError(result);
  return record;
}
