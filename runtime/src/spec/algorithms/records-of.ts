import type { FetchReader } from '../backend.ts';
import type { FetchKey, FetchRecord } from '../model.ts';

/** How many records are read at a time: there may be thousands, each with a request body. */
const BATCH = 100;

/** The records of a background fetch in the order of their requests. */
export async function* recordsOf(store: FetchReader, key: FetchKey): AsyncGenerator<FetchRecord> {
  for (let from = 0; ; from += BATCH) {
    const records = await store.getRecords(key, from, BATCH);
    yield* records;
    if (records.length < BATCH) return;
  }
}
