import { result } from './requests.ts';

/**
 * A connection to a database of version 1: the function opens it at its first call and shares it from then on.
 *
 * It is closed where another version or a deletion waits for it, or where the browser drops it, and opened again when
 * next needed. A failure to open is told to those who wait, and the next call tries again.
 */
export function connect(name: string, upgrade: (database: IDBDatabase) => void): () => Promise<IDBDatabase> {
  let database: Promise<IDBDatabase> | undefined;
  const forget = (): void => {
    database = undefined;
  };
  const open = async (): Promise<IDBDatabase> => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => upgrade(request.result);
    const opened = await result(request);
    opened.onclose = forget;
    opened.onversionchange = () => {
      opened.close();
      forget();
    };
    return opened;
  };
  return () => {
    if (!database) {
      database = open();
      database.catch(forget);
    }
    return database;
  };
}
