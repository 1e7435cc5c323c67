import { deferred } from '../shared/deferred.ts';
import type { RecordKey } from '../spec/model.ts';
import { Batch } from './batch.ts';
import type { Connection } from './connect.ts';
import { complete, result } from './requests.ts';

/** What is to be written. It may be run again in another transaction, and waits for nothing but the database. */
export type Work<T> = (batch: Batch) => Promise<T>;

interface Job {
  work: Work<unknown>;
  record: RecordKey | undefined;
  resolve(result: unknown): void;
  reject(reason: unknown): void;
}

/** So many at most wait for one another. */
const GROUP = 64;

/**
 * Puts writes that are asked for while a transaction is under way together into the next one. Each runs after the one
 * before it, and each caller gets its own result: where a group fails, each of it is tried again alone.
 */
export class WriteQueue {
  readonly #connection: Connection;
  readonly #jobs: Job[] = [];
  #isRunning = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Resolves when it is written.
   *
   * @param record - what it is about, so that all records of a transaction are read at once.
   * @throws what the work throws, or the transaction's error: a DOMException `QuotaExceededError` where it does not fit.
   */
  write<T>(work: Work<T>, record?: RecordKey): Promise<T> {
    const { promise, resolve, reject } = deferred<unknown>();
    this.#jobs.push({ work, record, resolve, reject });
    void this.#run();
    return promise as Promise<T>;
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#jobs.length > 0) await this.#commit(this.#jobs.splice(0, GROUP));
    this.#isRunning = false;
  }

  async #commit(jobs: Job[]): Promise<void> {
    try {
      const attempt = newAttempt(jobs);
      const results = await this.#connection.run((database) => transact(database, attempt));
      for (const [index, { resolve }] of jobs.entries()) resolve(results[index]);
    } catch (error) {
      if (jobs.length === 1) jobs[0]?.reject(error);
      else for (const job of jobs) await this.#commit([job]);
    }
  }
}

/** A group that is being written, over a second connection where the first is lost. */
interface Attempt {
  jobs: Job[];
  /** What no other attempt is called. */
  token: string;
  /** What the works have given, once all that is left is to commit. */
  results?: unknown[];
}

/** Where the name of the last attempt lies: before all keys of chunks, which are arrays, so that nobody finds it. */
const LAST = 'last';

function newAttempt(jobs: Job[]): Attempt {
  return { jobs, token: crypto.randomUUID() };
}

async function transact(database: IDBDatabase, attempt: Attempt): Promise<unknown[]> {
  const { jobs, token } = attempt;
  const transaction = database.transaction(['fetches', 'records', 'chunks'], 'readwrite', {
    durability: 'relaxed',
  });
  const completed = complete(transaction);
  // Whoever waits for the works hears of a failure.
  completed.catch(() => undefined);
  const batch = new Batch(transaction);
  const chunks = batch.store('chunks');
  try {
    // A connection that is lost while it commits does not tell whether it has: nothing is written twice.
    if (attempt.results && (await result(chunks.get(LAST))) === token) return attempt.results;
    const results: unknown[] = [];
    for (const { record } of jobs) if (record) batch.expect(record);
    for (const { work } of jobs) results.push(await work(batch));
    // The last of all requests, which ends after them. One that fails when the transaction has been told to commit is passed
    // over by Firefox, which commits the others, and WebKit does not say why it aborts.
    await result(chunks.put(token, LAST));
    attempt.results = results;
    transaction.commit();
    await completed;
    return results;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself.
    }
    throw transaction.error ?? error;
  }
}
