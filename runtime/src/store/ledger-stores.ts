import type { Upgrade } from './connect.ts';
import { type EntryV1, upgradeEntry } from './ledger-v1.ts';
import { result } from './requests.ts';

/** The version that this code writes. */
export const VERSION = 2;

/** Makes the ledger's stores, and takes over what version 1 has kept. */
export const upgradeLedger: Upgrade = (database, oldVersion, transaction) => {
  if (oldVersion === 0) database.createObjectStore('downloads', { keyPath: 'id' });
  const files = database.createObjectStore('files', { keyPath: ['download', 'set', 'index'] });
  files.createIndex('url', 'url');
  files.createIndex('key', 'key');
  database.createObjectStore('fetches', { keyPath: 'id' });
  database.createObjectStore('wishes', { keyPath: 'id' });
  const downloads = transaction.objectStore('downloads');
  void result(downloads.getAll() as IDBRequest<EntryV1[]>).then((entries) => {
    for (const old of entries) {
      const { entry, rows } = upgradeEntry(old);
      downloads.put(entry);
      for (const row of rows) files.put(row);
    }
  });
};
