import type { FetchKey } from '../spec/model.ts';
import type { Batch } from './batch.ts';
import { startingWith } from './fetch-schema.ts';
import { result } from './requests.ts';

const STORES = ['records', 'chunks'];

/** Deletes a background fetch's records and bytes. */
export function deleteContents(batch: Batch, key: FetchKey): void {
  for (const name of STORES) batch.store(name).delete(startingWith(key));
}

/** Deletes records and bytes that belong to no background fetch: one look at each that has any. */
export async function deleteOrphans(batch: Batch): Promise<void> {
  const owners = batch.store('fetches').index('key');
  for (const name of STORES) {
    let from: IDBValidKey = [];
    for (;;) {
      const found = await result(batch.store(name).getKey(IDBKeyRange.lowerBound(from)));
      if (!found) break;
      const [key] = found as [FetchKey, ...unknown[]];
      if (!(await result(owners.getKey(key)))) deleteContents(batch, key);
      from = [key, []];
    }
  }
}
