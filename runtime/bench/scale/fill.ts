import { Ledger } from '../../src/store/ledger.ts';
import { complete, result } from '../../src/store/requests.ts';
import { CACHE_NAME, entryOf, FILE_SIZE, filesOf, type Shelf } from './shelf.ts';

/** Responses that are put into the cache at a time. */
const AT_A_TIME = 200;

/** A part of a shelf: a call that takes minutes would be given up. */
export interface Part {
  scope: string;
  shelf: Shelf;
  from: number;
  to: number;
  /** Which downloads have their bytes in the cache as well as their rows in the ledger. */
  hasBytes: (index: number) => boolean;
}

/** Writes the rows of stored downloads, many in a transaction, and puts their files into the cache. */
export async function fill({ scope, shelf, from, to, hasBytes }: Part): Promise<void> {
  const database = await openLedger(scope);
  const transaction = database.transaction(['downloads', 'files'], 'readwrite');
  const keys: string[] = [];
  for (let index = from; index < to; index++) {
    const files = filesOf(index, shelf, scope);
    transaction.objectStore('downloads').put(entryOf(index, shelf));
    for (const file of files) transaction.objectStore('files').put(file);
    if (hasBytes(index)) keys.push(...files.map(({ key }) => key));
  }
  await complete(transaction);
  database.close();
  await putAll(keys);
}

/** The ledger's database, whose stores the ledger itself has made. */
async function openLedger(scope: string): Promise<IDBDatabase> {
  await new Ledger(scope).get('');
  return result(indexedDB.open(`workbox-background-fetch-${scope}`));
}

async function putAll(keys: string[]): Promise<void> {
  const cache = await caches.open(CACHE_NAME);
  const body = 'x'.repeat(FILE_SIZE);
  const headers = { 'content-type': 'audio/flac', 'content-length': String(FILE_SIZE) };
  while (keys.length > 0)
    await Promise.all(
      keys.splice(0, AT_A_TIME).map((key) => cache.put(key, new Response(body, { headers }))),
    );
}
