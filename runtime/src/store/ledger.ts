import { type Connection, connect } from './connect.ts';
import { upgradeLedger, VERSION } from './ledger-stores.ts';
import { complete, result } from './requests.ts';
import type { FetchRow, FileRow, LedgerEntry, LedgerFile } from './schema.ts';

/** The stores, by what they hold. */
export interface Stores {
  /** Small rows: what lists show. */
  downloads: IDBObjectStore;
  /** By `[download, set, index]`, with indexes by `url` and `key`. */
  files: IDBObjectStore;
  /** By the id of the background fetch. */
  fetches: IDBObjectStore;
  /** By the id of the download. */
  wishes: IDBObjectStore;
}

/** Who hears of every change that has been written. */
export type Tell = (entry: LedgerEntry, isRemoved: boolean) => Promise<void>;

/** A file, and the download that it belongs to. */
export interface OwnedFile {
  file: FileRow;
  entry: LedgerEntry;
}

/**
 * The downloads of one service worker scope, in IndexedDB. Cache Storage holds the bytes; the ledger knows which of them belong
 * together. Whatever it is asked, but for all downloads, costs the same with ten of them and with ten thousand.
 *
 * @throws DOMException `VersionError` where a later version of this code has written it.
 */
export class Ledger {
  readonly #connection: Connection;
  readonly #tell: Tell | undefined;

  constructor(scope: string, tell?: Tell) {
    this.#tell = tell;
    this.#connection = connect(`workbox-background-fetch-${scope}`, upgradeLedger, VERSION);
  }

  get(id: string): Promise<LedgerEntry | undefined> {
    return this.read(({ downloads }) => result(downloads.get(id)));
  }

  /** All of them, or the one with an id. */
  getAll(id?: string): Promise<LedgerEntry[]> {
    return this.read(({ downloads }) => result(downloads.getAll(id)));
  }

  /** A download with the files that it wants, in the order in which they were asked for. */
  getWithFiles(id: string): Promise<[entry: LedgerEntry | undefined, files: LedgerFile[]]> {
    return this.read(async ({ downloads, files }) => {
      const entry = await result<LedgerEntry | undefined>(downloads.get(id));
      return [entry, entry ? await result(files.getAll(below(id, entry.wanted))) : []];
    });
  }

  /** The files of a set, or of all sets where none is named. */
  getFiles({ id }: Pick<LedgerEntry, 'id'>, ...set: number[]): Promise<FileRow[]> {
    return this.read(({ files }) => result(files.getAll(below(id, ...set))));
  }

  getFetch(id: string): Promise<FetchRow | undefined> {
    return this.read(({ fetches }) => result(fetches.get(id)));
  }

  /** The ids of what has been asked for and has not ended. */
  getOpenIds(): Promise<string[]> {
    return this.read(({ fetches }) => result(fetches.getAllKeys() as IDBRequest<string[]>));
  }

  /**
   * The files that have a URL, or stand under a cache key, those of complete sets first: they are what is served, so that files of two
   * builds never mix. Those of sets that their downloads name no more are not among them.
   */
  findFiles(by: 'url' | 'key', value: string): Promise<OwnedFile[]> {
    return this.read(async ({ files, downloads }) => {
      const rows = await result<FileRow[]>(files.index(by).getAll(value));
      const owned = await Promise.all(
        rows.map(async (file) => ({ file, entry: await result(downloads.get(file.download)) })),
      );
      return owned
        .filter(({ file: { set }, entry }) => entry && [entry.wanted, entry.complete].includes(set))
        .sort((a, b) => Number(isServed(b)) - Number(isServed(a)));
    });
  }

  /**
   * Writes what has changed in a download. One that has been removed since it was read stays removed.
   *
   * @param more - what is written in the same transaction.
   */
  put(entry: LedgerEntry, more?: (stores: Stores) => void): Promise<LedgerEntry> {
    return this.#change(entry, false, more);
  }

  /**
   * Writes a download, which may be new.
   *
   * @param more - what is written in the same transaction.
   */
  add(entry: LedgerEntry, more: (stores: Stores) => void): Promise<LedgerEntry> {
    return this.#change(entry, true, more);
  }

  /** Writes the set that a download wants now, and the background fetch that is to bring it. */
  putSet(entry: LedgerEntry, set: readonly LedgerFile[], fetch?: FetchRow): Promise<LedgerEntry> {
    return this.add(entry, ({ files, fetches, wishes }) => {
      const { id: download, wanted } = entry;
      wishes.delete(download);
      files.delete(below(download, wanted));
      for (const [index, file] of set.entries()) files.put({ ...file, download, set: wanted, index });
      if (fetch) fetches.put(fetch);
    });
  }

  /** Writes what has changed in a download that has ended: its background fetch goes. */
  settle(entry: LedgerEntry): Promise<LedgerEntry> {
    return this.#change(entry, false, ({ fetches, wishes }) => {
      fetches.delete(entry.id);
      wishes.delete(entry.id);
    });
  }

  /** Forgets other sets than those that the entry names. */
  prune({ id, complete, wanted }: LedgerEntry): Promise<void> {
    return this.write(({ files }) => {
      let from: IDBValidKey = [id];
      for (const set of new Set([complete, wanted, Number.POSITIVE_INFINITY])) {
        files.delete(IDBKeyRange.bound(from, [id, set]));
        from = [id, set, []];
      }
    });
  }

  async delete(entry: LedgerEntry): Promise<void> {
    const { id } = entry;
    await this.write(({ downloads, files, fetches, wishes }) => {
      for (const store of [downloads, fetches, wishes]) store.delete(id);
      files.delete(below(id));
    });
    await this.#tell?.(entry, true);
  }

  /** Does a piece of work in one transaction that reads. */
  read<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    return this.#run('readonly', work);
  }

  /** Of two changes that were made of the same row, the one that is written later is the later one. */
  async #change(
    entry: LedgerEntry,
    isCreated: boolean,
    more?: (stores: Stores) => void,
  ): Promise<LedgerEntry> {
    let isWritten = isCreated;
    await this.write((stores) => {
      const reading: IDBRequest<LedgerEntry | undefined> = stores.downloads.get(entry.id);
      reading.onsuccess = () => {
        isWritten ||= reading.result !== undefined;
        entry.updatedAt = Math.max(entry.updatedAt, (reading.result?.updatedAt ?? 0) + 1);
        if (!isWritten) return;
        stores.downloads.put(entry);
        more?.(stores);
      };
    });
    if (isWritten) await this.#tell?.(entry, false);
    return entry;
  }

  /** Does a piece of work in one transaction that writes. Nobody hears of it. */
  write(work: (stores: Stores) => void): Promise<void> {
    return this.#run('readwrite', (stores) => {
      work(stores);
      return complete(stores.files.transaction);
    });
  }

  #run<T>(mode: IDBTransactionMode, work: (stores: Stores) => Promise<T>): Promise<T> {
    return this.#connection.run((database) => {
      const names = [...database.objectStoreNames];
      const transaction = database.transaction(names, mode);
      const stores = names.map((name) => [name, transaction.objectStore(name)]);
      return work(Object.fromEntries(stores) as Stores);
    });
  }
}

/** The keys that begin with these: an array is greater than any number or text. */
function below(...begin: (string | number)[]): IDBKeyRange {
  return IDBKeyRange.bound(begin, [...begin, []]);
}

function isServed({ file, entry }: OwnedFile): boolean {
  return file.set === entry.complete;
}
