import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import * as assert from 'uvu/assert';

/**
 * Ends the connection to a database as a browser does that lacks memory, say.
 *
 * @param use - opens the only connection.
 * @param useAgain - has to open another one.
 */
export async function endsConnection<T>(
  use: () => Promise<T>,
  useAgain: (used: T) => Promise<void>,
): Promise<void> {
  const opened: IDBDatabase[] = [];
  const { open } = indexedDB;
  indexedDB.open = (...args) => {
    const request = open.apply(indexedDB, args);
    request.addEventListener('success', () => opened.push(request.result));
    return request;
  };
  try {
    const used = await use();
    const [connection] = opened;
    assert.ok(connection);
    forceCloseDatabase(connection as unknown as Parameters<typeof forceCloseDatabase>[0]);
    await useAgain(used);
    assert.is(opened.length, 2);
  } finally {
    indexedDB.open = open;
  }
}
