import type { Mortal, Turns } from './turns.ts';

type Key = string | number | Key[];

/** As `IDBKeyRange.bound`. */
interface Range {
  lower: Key;
  upper: Key;
  isLowerOpen: boolean;
  isUpperOpen: boolean;
}

/** The `IDBKeyRange` of workers whose database is a {@link Database}. */
export const KeyRange = {
  bound: (lower: Key, upper: Key, isLowerOpen = false, isUpperOpen = false): Range => ({
    lower,
    upper,
    isLowerOpen,
    isUpperOpen,
  }),
};

type Row = Record<string, Key>;

/** Outlives every worker. */
const EVERLASTING: Mortal = { isDead: false };

/** What a request gives to who has asked. */
interface Request {
  result?: unknown;
  onsuccess?: () => void;
}

/** A store whose rows stay in the order of their keys. */
class Store {
  readonly keyPath: string | string[];
  rows: { key: Key; row: Row }[] = [];

  constructor(keyPath: string | string[]) {
    this.keyPath = keyPath;
  }

  put(row: Row): void {
    const key = Array.isArray(this.keyPath)
      ? this.keyPath.map((name) => row[name] as Key)
      : (row[this.keyPath] as Key);
    const index = this.rows.findIndex((other) => compare(other.key, key) >= 0);
    const found = this.rows[index];
    // Who changes what has been read changes nothing here, and hears of it.
    const own = { key, row: frozen(structuredClone(row)) };
    if (index < 0) this.rows.push(own);
    else this.rows.splice(index, found && compare(found.key, key) === 0 ? 1 : 0, own);
  }
}

/** A store as a transaction sees it. */
class ObjectStore {
  readonly transaction: Transaction;
  readonly #store: Store;
  readonly #name: string;

  constructor(transaction: Transaction, name: string, store: Store) {
    this.transaction = transaction;
    this.#name = name;
    this.#store = store;
  }

  get(key: Key): Request {
    return this.transaction.ask(() => this.#store.rows.find((row) => compare(row.key, key) === 0)?.row);
  }

  getAll(range?: Range): Request {
    return this.transaction.ask(() => this.#store.rows.filter(within(range)).map(({ row }) => row));
  }

  getAllKeys(): Request {
    return this.transaction.ask(() => this.#store.rows.map(({ key }) => key));
  }

  put(row: Row): Request {
    return this.transaction.ask(() => {
      this.#store.put(row);
      this.transaction.wrote(this.#name);
    });
  }

  delete(key: Key | Range): Request {
    return this.transaction.ask(() => {
      const isMeant = within(key);
      this.#store.rows = this.#store.rows.filter((row) => !isMeant(row));
      this.transaction.wrote(this.#name);
    });
  }

  index(path: string): { getAll(value: Key): Request } {
    const rows = (value: Key): Row[] =>
      this.#store.rows.filter(({ row }) => row[path] === value).map(({ row }) => row);
    return { getAll: (value) => this.transaction.ask(() => rows(value)) };
  }
}

/** A transaction: its requests are done in turn, and it has ended when none is left. */
class Transaction {
  oncomplete: (() => void) | undefined;
  readonly #database: Database;
  readonly #requests: { request: Request; work: () => unknown }[] = [];

  constructor(database: Database) {
    this.#database = database;
  }

  objectStore(name: string): ObjectStore {
    return new ObjectStore(this, name, this.#database.store(name));
  }

  ask(work: () => unknown): Request {
    const request: Request = {};
    this.#requests.push({ request, work });
    return request;
  }

  wrote(name: string): void {
    this.#database.onwrite?.(name);
  }

  /** Whether it had something to do. What writes does not wait for promises, so that it is all done here. */
  work(): boolean {
    const hadWork = this.#requests.length > 0;
    for (let next = this.#requests.shift(); next; next = this.#requests.shift()) {
      next.request.result = next.work();
      next.request.onsuccess?.();
    }
    return hadWork;
  }
}

/**
 * IndexedDB in memory, as far as the ledger uses it. One transaction is done after the other, each as a whole or, where its owner
 * dies before, not at all.
 *
 * @see https://w3c.github.io/IndexedDB/
 */
export class Database {
  /** Told of each change, by the name of the store. */
  onwrite: ((name: string) => void) | undefined;
  readonly #stores = new Map<string, Store>();
  readonly #turns: Turns;
  #queue: { owner: Mortal; transaction: Transaction }[] = [];
  #isScheduled = false;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  /** The factory that a worker finds. */
  factory(owner: Mortal): object {
    const stores = this.#stores;
    const database = {
      get objectStoreNames() {
        return [...stores.keys()];
      },
      createObjectStore: (name: string, { keyPath }: { keyPath: string | string[] }) => {
        stores.set(name, new Store(keyPath));
        return { createIndex: () => undefined };
      },
      close: () => undefined,
      transaction: () => {
        const transaction = new Transaction(this);
        this.#queue.push({ owner, transaction });
        this.#schedule();
        return transaction;
      },
    };
    return {
      open: () => {
        const request: Request & { onupgradeneeded?: (change: object) => void; transaction?: object } = {};
        this.#turns.add(owner, () => {
          request.result = database;
          // Nothing was there before.
          request.transaction = { objectStore: () => ({ getAll: () => ({}) }) };
          if (this.#stores.size === 0) request.onupgradeneeded?.({ oldVersion: 0 });
          request.onsuccess?.();
        });
        return request;
      },
    };
  }

  store(name: string): Store {
    const store = this.#stores.get(name);
    if (!store) throw new DOMException(`There is no store ${name}.`, 'NotFoundError');
    return store;
  }

  /** All rows of a store; none where nothing has been written yet. */
  rows<T>(name: string): T[] {
    return (this.#stores.get(name)?.rows ?? []).map(({ row }) => row as T);
  }

  /** As when the user has cleared it. */
  clear(): void {
    this.#stores.clear();
    this.onwrite?.('downloads');
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#turns.add(EVERLASTING, () => this.#work());
  }

  /** Goes on with the transaction that was begun first; those of the dead are gone. */
  #work(): void {
    this.#isScheduled = false;
    this.#queue = this.#queue.filter(({ owner }) => !owner.isDead);
    const [first] = this.#queue;
    if (!first) return;
    if (!first.transaction.work()) {
      this.#queue.shift();
      first.transaction.oncomplete?.();
    }
    if (this.#queue.length > 0) this.#schedule();
  }
}

function within(range: Key | Range | undefined): (row: { key: Key }) => boolean {
  if (range === undefined) return () => true;
  if (typeof range !== 'object' || Array.isArray(range)) return ({ key }) => compare(key, range) === 0;
  const { lower, upper, isLowerOpen, isUpperOpen } = range;
  return ({ key }) =>
    compare(key, lower) >= (isLowerOpen ? 1 : 0) && compare(key, upper) <= (isUpperOpen ? -1 : 0);
}

/** @see https://w3c.github.io/IndexedDB/#compare-two-keys */
function compare(a: Key, b: Key): number {
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  if (rankA !== rankB) return Math.sign(rankA - rankB);
  if (!Array.isArray(a) || !Array.isArray(b)) return a < b ? -1 : a > b ? 1 : 0;
  for (const [index, item] of a.entries()) {
    const other = b[index];
    const order = other === undefined ? 1 : compare(item, other);
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

function rankOf(key: Key): number {
  return Array.isArray(key) ? 2 : typeof key === 'string' ? 1 : 0;
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const member of Object.values(Object.freeze(value))) frozen(member);
  return value;
}
