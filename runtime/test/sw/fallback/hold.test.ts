import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { deferred } from '../../../src/shared/deferred.ts';
import { Hold } from '../../../src/sw/fallback/hold.ts';

/** Node 20 has no Web Locks: one lock, whose holders queue up, as the browsers' do. */
class Locks {
  readonly log: string[] = [];
  #last: Promise<unknown> = Promise.resolve();

  request(name: string, work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(async () => {
      this.log.push(`+${name}`);
      try {
        await work();
      } finally {
        this.log.push(`-${name}`);
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

const test = suite<{ locks: Locks }>('Hold');
const original = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

test.before.each((context) => {
  context.locks = new Locks();
  Object.defineProperty(globalThis, 'navigator', { value: { locks: context.locks }, configurable: true });
});
test.after(() => {
  if (original) Object.defineProperty(globalThis, 'navigator', original);
  else Reflect.deleteProperty(globalThis, 'navigator');
});

test('work is done under the lock, which stays until what follows from it is done', async ({ locks }) => {
  const { promise: ended, resolve: end } = deferred<void>();
  const hold = new Hold('engine', () => ended);
  assert.is(await hold.during(async () => [...locks.log].join()), '+engine');
  assert.equal(locks.log, ['+engine']);
  const run = hold.run();
  end();
  await run;
  assert.equal(locks.log, ['+engine', '-engine']);
});

test('work that comes while the lock is held needs no other', async ({ locks }) => {
  const { promise: ended, resolve: end } = deferred<void>();
  const hold = new Hold('engine', () => ended);
  await Promise.all([hold.during(async () => undefined), hold.during(async () => undefined)]);
  await hold.during(async () => undefined);
  const run = hold.run();
  end();
  await run;
  assert.equal(locks.log, ['+engine', '-engine']);
});

test('work that begins while the last of the rest is done is waited for', async () => {
  let runs = 0;
  const late = deferred<void>();
  let pending: Promise<void> | undefined;
  const hold = new Hold('engine', async () => {
    runs += 1;
    if (runs === 1) pending = hold.during(() => late.promise);
  });
  const run = hold.run();
  setTimeout(late.resolve, 5);
  await run;
  await pending;
  assert.is(runs, 2);
});

test('of two, the second waits until the first has nothing left to do', async ({ locks }) => {
  const { promise: ended, resolve: end } = deferred<void>();
  const first = new Hold('engine', () => ended);
  const second = new Hold('engine', async () => undefined);
  await first.during(async () => undefined);
  let isDone = false;
  const work = second.during(async () => {
    isDone = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.is(isDone, false);
  end();
  await work;
  await second.run();
  assert.equal(locks.log.slice(0, 3), ['+engine', '-engine', '+engine']);
});

test('what fails lets the lock go, and can be tried again', async () => {
  let isBroken = true;
  const hold = new Hold('engine', async () => {
    if (isBroken) throw new Error('no disk');
  });
  const error = await hold.run().catch((reason: unknown) => reason);
  assert.is((error as Error).message, 'no disk');
  isBroken = false;
  await hold.run();
  assert.is(await hold.during(async () => 1), 1);
});

test('work that fails rejects for who asked for it alone', async () => {
  const hold = new Hold('engine', async () => undefined);
  const error = await hold
    .during(() => Promise.reject(new TypeError('twice')))
    .catch((reason: unknown) => reason);
  assert.instance(error, TypeError);
  await hold.run();
});

test.run();
