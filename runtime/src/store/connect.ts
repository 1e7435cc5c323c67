import { type DBSchema, type IDBPDatabase, type OpenDBCallbacks, openDB } from 'idb';

/**
 * A connection to a database of version 1: the function opens it at its first call and shares it from then on.
 *
 * It is closed where another version or a deletion waits for it, or where the browser drops it, and opened again when
 * next needed. A failure to open is told to those who wait, and the next call tries again.
 */
export function connect<S extends DBSchema>(
  name: string,
  upgrade: OpenDBCallbacks<S>['upgrade'],
): () => Promise<IDBPDatabase<S>> {
  let database: Promise<IDBPDatabase<S>> | undefined;
  const forget = (_current?: unknown, _blocked?: unknown, event?: Event): void => {
    (event as { target: IDBDatabase } | undefined)?.target.close();
    database = undefined;
  };
  return () => {
    if (!database) {
      database = openDB<S>(name, 1, { upgrade, blocking: forget, terminated: forget });
      database.catch(forget);
    }
    return database;
  };
}
