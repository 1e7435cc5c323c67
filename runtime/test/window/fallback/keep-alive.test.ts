import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FetchReader } from '../../../src/spec/backend.ts';
import type { BackgroundFetch } from '../../../src/spec/model.ts';
import type { News } from '../../../src/spec/news.ts';
import { keepAlive } from '../../../src/window/fallback/keep-alive.ts';

type Hear = (fetch: Pick<BackgroundFetch, 'key' | 'recordsAvailable'>) => void;

/** Milliseconds between two pings. */
const INTERVAL = 10_000;
/** What the page's own timer is known by. */
const OURS = -1;

/** A page whose time passes when a test says so. */
class Page {
  readonly sent: string[] = [];
  hear: Hear = () => undefined;
  #now = 1_000_000;
  #timer: { at: number; run: () => void } | undefined;
  #leave = (): void => undefined;

  constructor(stored: Partial<BackgroundFetch>[]) {
    Object.assign(globalThis, {
      // Those of others, which tests before this one have left, are none of its own.
      setTimeout: (run: () => void, after: number) => {
        if (after !== INTERVAL) return originals.setTimeout(run, after);
        this.#timer = { at: this.#now + after, run };
        return OURS;
      },
      clearTimeout: (timer: unknown) => {
        if (timer === OURS) this.#timer = undefined;
        else originals.clearTimeout(timer as number);
      },
      addEventListener: (_type: string, listener: () => void) => {
        this.#leave = listener;
      },
    });
    Date.now = () => this.#now;
    const active = { postMessage: ({ type }: { type: string }) => void this.sent.push(type) };
    keepAlive(
      { active } as unknown as ServiceWorkerRegistration,
      { getAll: async () => stored } as unknown as FetchReader,
      {
        subscribe: (_key: undefined, listener: Hear) => {
          this.hear = listener;
        },
      } as unknown as News,
    );
  }

  pass(seconds: number): void {
    const end = this.#now + seconds * 1000;
    while (this.#timer && this.#timer.at <= end) {
      const { at, run } = this.#timer;
      this.#now = at;
      this.#timer = undefined;
      run();
    }
    this.#now = end;
  }

  leave(): void {
    this.#leave();
  }
}

const test = suite('keepAlive');
const originals = { setTimeout, clearTimeout, addEventListener: globalThis.addEventListener };
const { now } = Date;
test.after.each(() => {
  Object.assign(globalThis, originals);
  Date.now = now;
});

const RUNNING = { key: 'k', recordsAvailable: true };
const looked = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a page without anything to fetch leaves the worker alone', async () => {
  const page = new Page([]);
  await looked();
  page.pass(60);
  page.leave();
  assert.equal(page.sent, []);
});

test('what an earlier visit has begun wakes the worker at once, and every ten seconds', async () => {
  const page = new Page([RUNNING]);
  await looked();
  assert.equal(page.sent, ['ping']);
  page.pass(35);
  assert.equal(page.sent, ['ping', 'ping', 'ping', 'ping']);
});

test('what has ended and only waits to be removed is no reason', async () => {
  const page = new Page([{ key: 'k', recordsAvailable: false }]);
  await looked();
  page.pass(60);
  assert.equal(page.sent, []);
});

test('news of a background fetch begin it, and the last news end it', async () => {
  const page = new Page([]);
  await looked();
  page.hear(RUNNING);
  page.hear(RUNNING);
  assert.equal(page.sent, ['ping'], 'at most one in ten seconds');
  page.pass(10);
  assert.is(page.sent.length, 2);
  page.hear({ ...RUNNING, recordsAvailable: false });
  page.pass(60);
  assert.is(page.sent.length, 2);
});

test('news stand in for timers that the browser has slowed down', async () => {
  const page = new Page([RUNNING]);
  await looked();
  Date.now = (
    (before) => () =>
      before() + 11_000
  )(Date.now);
  page.hear(RUNNING);
  assert.is(page.sent.length, 2);
});

test('a page that goes tells the worker so', async () => {
  const page = new Page([RUNNING]);
  await looked();
  page.leave();
  assert.equal(page.sent, ['ping', 'leave']);
});

test.run();
