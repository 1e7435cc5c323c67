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

/**
 * A connection to a database of version 1, opened at its first use and shared from then on.
 *
 * It is closed where another version or a deletion waits for it, and opened again when next needed. A browser may drop it
 * with a `close` event or without one, as iOS does with an app in the background: https://bugs.webkit.org/show_bug.cgi?id=197050.
 * A failure to open is told to those who wait, and the next use tries again.
 */
export function connect(name: string, upgrade: (database: IDBDatabase) => void): Connection {
  let current: Promise<IDBDatabase> | undefined;
  const forget = (lost: Promise<IDBDatabase> | undefined): void => {
    // Somebody else may have opened another one since.
    if (current === lost) current = undefined;
  };
  const request = async (): Promise<IDBDatabase> => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => upgrade(opening.result);
    return result(opening);
  };
  const open = (): Promise<IDBDatabase> => {
    const opening = request().then((opened) => {
      opened.onclose = () => forget(opening);
      opened.onversionchange = () => {
        opened.close();
        forget(opening);
      };
      return opened;
    });
    opening.catch(() => forget(opening));
    return opening;
  };
  return {
    async run(work) {
      current ??= open();
      const used = current;
      try {
        return await work(await used);
      } catch {
        forget(used);
        used.then(
          (database) => database.close(),
          () => undefined,
        );
      }
      current ??= open();
      return work(await current);
    },
  };
}
