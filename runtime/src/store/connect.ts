import { result } from './requests.ts';

/** A database that is open when it is needed. */
export interface Connection {
  /**
   * Does a piece of work. Where it fails, as it does over a connection that is lost, it is done once more over another one: so the
   * work has to be one transaction, or to bear being repeated.
   *
   * @throws what the work throws the second time.
   */
  run<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T>;
}

/** Makes the stores of a database of an older version, 0 where there was none, what they are to be. */
export type Upgrade = (database: IDBDatabase, oldVersion: number, transaction: IDBTransaction) => void;

/**
 * A connection to a database, opened at its first use and shared from then on.
 *
 * It is closed where another version or a deletion waits for it, and opened again when next needed. A browser may drop it
 * with a `close` event or without one, as iOS does with an app in the background: https://bugs.webkit.org/show_bug.cgi?id=197050.
 * A failure to open is told to those who wait, and the next use tries again.
 */
export function connect(name: string, upgrade: Upgrade, version = 1): Connection {
  let current: Promise<IDBDatabase> | undefined;
  const drop = (lost: Promise<IDBDatabase>): void => {
    // Somebody else may have opened another one since.
    if (current === lost) current = undefined;
    lost.then(
      (database) => database.close(),
      () => undefined,
    );
  };
  const request = async (): Promise<IDBDatabase> => {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = ({ oldVersion }) =>
      upgrade(opening.result, oldVersion, opening.transaction as IDBTransaction);
    return result(opening);
  };
  const open = (): Promise<IDBDatabase> => {
    const opening = request().then((database) => {
      database.onclose = database.onversionchange = () => drop(opening);
      return database;
    });
    return opening;
  };
  return {
    run(work) {
      current ??= open();
      const used = current;
      return used.then(work).catch(() => {
        drop(used);
        current ??= open();
        return current.then(work);
      });
    },
  };
}
