import type { FetchKey } from '../spec/model.ts';
import { startingWith, type WriteTransaction } from './fetch-schema.ts';

/** Deletes a background fetch's records and bytes. */
export async function deleteContents(transaction: WriteTransaction, key: FetchKey): Promise<void> {
  await Promise.all([
    transaction.objectStore('records').delete(startingWith(key)),
    transaction.objectStore('chunks').delete(startingWith(key)),
  ]);
}

/** Deletes records and bytes that belong to no background fetch: one look at each that has any. */
export async function deleteOrphans(transaction: WriteTransaction): Promise<void> {
  const owners = transaction.objectStore('fetches').index('key');
  for (const name of ['records', 'chunks'] as const) {
    let from: IDBValidKey = [];
    for (;;) {
      const found: [FetchKey, ...unknown[]] | undefined = await transaction
        .objectStore(name)
        .getKey(IDBKeyRange.lowerBound(from));
      if (!found) break;
      const [key] = found;
      if (!(await owners.getKey(key))) await deleteContents(transaction, key);
      from = [key, []];
    }
  }
}
