import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { IdbFetchStore } from '../../src/store/fetch-store.ts';
import { Ledger } from '../../src/store/ledger.ts';
import type { LedgerEntry } from '../../src/store/schema.ts';
import { nextScope, sampleFetch, sampleRequest } from './samples.ts';

const test = suite('a lost connection');

const { transaction: begin } = IDBDatabase.prototype;
const { get, put, getAll } = IDBObjectStore.prototype;
const { open } = IDBFactory.prototype;
const { commit } = IDBTransaction.prototype;

test.after.each(() => {
  IDBDatabase.prototype.transaction = begin;
  Object.assign(IDBObjectStore.prototype, { get, put, getAll });
  IDBFactory.prototype.open = open;
  IDBTransaction.prototype.commit = commit;
});

/** Makes the next transaction go wrong once it has begun; later ones are right. */
function spoil(fault: (transaction: IDBTransaction) => void, times = 1): void {
  let left = times;
  IDBDatabase.prototype.transaction = function (...args) {
    const transaction = begin.apply(this, args);
    if (left-- > 0) fault(transaction);
    return transaction;
  };
}

/** Tells the transaction's listeners an error that nobody has asked for, and ends it. */
function abortWith(name: string): (transaction: IDBTransaction) => void {
  return (transaction) => {
    const error = new DOMException('Connection to Indexed Database server lost', name);
    Object.defineProperty(transaction, 'error', { get: () => error });
    queueMicrotask(() => transaction.abort());
  };
}

/** Ways to lose a connection, each of which happens once. */
const LOST: [name: string, lose: () => void][] = [
  [
    'it is closing, without an event',
    () => {
      IDBDatabase.prototype.transaction = function () {
        IDBDatabase.prototype.transaction = begin;
        this.close();
        throw new DOMException('The database connection is closing', 'InvalidStateError');
      };
    },
  ],
  [
    'it throws an UnknownError',
    () => {
      IDBDatabase.prototype.transaction = () => {
        IDBDatabase.prototype.transaction = begin;
        throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
      };
    },
  ],
  ['the transaction aborts without an error', () => spoil((transaction) => transaction.abort())],
  ['the transaction aborts a moment later', () => spoil((one) => queueMicrotask(() => one.abort()))],
  ['the transaction aborts with an UnknownError', () => spoil(abortWith('UnknownError'))],
  ['the transaction aborts with an AbortError', () => spoil(abortWith('AbortError'))],
  [
    'a request is made too late',
    () =>
      spoil((transaction) => {
        transaction.objectStore = () => {
          throw new DOMException('The transaction is not active', 'TransactionInactiveError');
        };
      }),
  ],
];

const ENTRY = { id: 'a', updatedAt: 1, wanted: 1 } as LedgerEntry;

for (const [name, lose] of LOST) {
  test(`the ledger reads and writes over another one: ${name}`, async () => {
    const ledger = new Ledger(nextScope());
    await ledger.putSet(ENTRY, []);
    lose();
    assert.equal(await ledger.get('a'), ENTRY);
    lose();
    assert.equal(await ledger.getAll(), [ENTRY]);
    lose();
    await ledger.putSet({ ...ENTRY, id: 'b' }, []);
    lose();
    await ledger.delete(ENTRY);
    assert.equal(await ledger.getAll(), [{ ...ENTRY, id: 'b' }]);
  });

  test(`the engine's store does so, and nothing is written twice: ${name}`, async () => {
    const store = new IdbFetchStore(nextScope());
    // The database is there: what makes it must not be disturbed.
    await store.getAll();
    lose();
    await store.create(sampleFetch('key'), [sampleRequest()]);
    lose();
    assert.is((await store.get('key'))?.uploaded, 0);
    lose();
    await store.update('key', ({ uploaded }) => ({ uploaded: uploaded + 1 }));
    lose();
    const restarted = await store.restart({ key: 'key', index: 0 });
    assert.is(restarted?.record.generation, 1);
    lose();
    assert.is((await store.getAll())[0]?.uploaded, 1);
  });
}

test('what was committed before the connection told so is not written again', async () => {
  const store = new IdbFetchStore(nextScope());
  await store.create(sampleFetch('key'), [sampleRequest()]);
  let isLost = false;
  IDBTransaction.prototype.commit = function () {
    commit.call(this);
    if (isLost) return;
    isLost = true;
    // It is written, but whoever waits hears of an abort.
    const { oncomplete, onabort } = this;
    assert.ok(oncomplete && onabort);
    this.oncomplete = (event) => {
      Object.defineProperty(this, 'error', { value: new DOMException('lost', 'UnknownError') });
      onabort.call(this, event);
    };
  };
  const updated = await store.update('key', ({ uploaded }) => ({ uploaded: uploaded + 1 }));
  assert.ok(isLost);
  assert.is(updated?.uploaded, 1);
  assert.is((await store.get('key'))?.uploaded, 1);
});

test('one that is lost again is told', async () => {
  const ledger = new Ledger(nextScope());
  await ledger.putSet(ENTRY, []);
  spoil(abortWith('UnknownError'), 2);
  const error = await ledger.putSet(ENTRY, []).catch((reason: unknown) => reason);
  assert.is((error as Error).name, 'UnknownError');
  await ledger.putSet({ ...ENTRY, id: 'b' }, []);
  assert.is((await ledger.getAll()).length, 2);
});

test('an error that comes again is thrown', async () => {
  const ledger = new Ledger(nextScope());
  let times = 0;
  IDBObjectStore.prototype.get = () => {
    times += 1;
    throw new DOMException('no valid key', 'DataError');
  };
  const error = await ledger.get('a').catch((reason: unknown) => reason);
  assert.equal([(error as Error).name, times], ['DataError', 2]);
});

test('a database that does not open at once is opened again', async () => {
  IDBFactory.prototype.open = () => {
    IDBFactory.prototype.open = open;
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  };
  assert.equal(await new Ledger(nextScope()).getAll(), []);
});

test.run();
