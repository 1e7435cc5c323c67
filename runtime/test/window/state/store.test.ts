import { mock } from 'node:test';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { outlook } from '../../../src/window/state/outlook.ts';
import type { DownloadStatus } from '../../../src/window/state/status.ts';
import { createStore } from '../../../src/window/state/store.ts';
import { snapshotOf } from '../../support/fake-page.ts';
import { withGlobals } from '../../support/page-globals.ts';

const status: DownloadStatus = { ...snapshotOf('a'), ...outlook(1, 100, 0) };

/** A page's frames: they come when the test says so, and never in a page that nobody sees. */
function frames(): { requestAnimationFrame(run: () => void): void; next(): void } {
  let due: (() => void)[] = [];
  return {
    requestAnimationFrame: (run) => void due.push(run),
    next() {
      const now = due;
      due = [];
      for (const run of now) run();
    },
  };
}

/** A store without downloads, and how many notices a subscription of it has had. */
function noticed(): { changed: () => void; count: () => number } {
  const { subscribe, changed } = createStore(
    () => [],
    () => undefined,
  );
  let count = 0;
  subscribe(() => count++);
  return { changed, count: () => count };
}

async function withTimers(run: () => void, globals: Record<string, unknown> = {}): Promise<void> {
  mock.timers.enable({ apis: ['setTimeout'] });
  await withGlobals(globals, run).finally(() => mock.timers.reset());
}

test('the same object while nothing changes, and another one as soon as something does', () =>
  withTimers(() => {
    const downloads: DownloadStatus[] = [];
    const { getSnapshot, changed } = createStore(
      () => [...downloads],
      () => undefined,
    );
    const before = getSnapshot();
    assert.is(getSnapshot(), before);
    downloads.push(status);
    changed();
    const after = getSnapshot();
    assert.is.not(after, before);
    assert.is(getSnapshot(), after);
    assert.equal(after.downloads, [status]);
    mock.timers.tick(1_000);
    assert.is(getSnapshot(), after, 'a notice changes nothing');
  }));

test('the first subscription looks for the downloads, and no other', () => {
  let loads = 0;
  const { subscribe } = createStore(
    () => [],
    () => loads++,
  );
  subscribe(() => undefined)();
  subscribe(() => undefined);
  assert.is(loads, 1);
});

test('one notice for each frame, however much changes', () => {
  const { requestAnimationFrame, next } = frames();
  return withTimers(
    () => {
      const { changed, count } = noticed();
      for (let frame = 1; frame <= 3; frame++) {
        for (let change = 0; change < 10; change++) changed();
        assert.is(count(), frame - 1);
        next();
        assert.is(count(), frame);
        mock.timers.tick(10);
      }
      next();
      mock.timers.tick(1_000);
      assert.is(count(), 3);
    },
    { requestAnimationFrame },
  );
});

test('a page that nobody sees has notices, and one that is seen again not twice', () => {
  const { requestAnimationFrame, next } = frames();
  return withTimers(
    () => {
      const { changed, count } = noticed();
      for (let turn = 1; turn <= 3; turn++) {
        changed();
        changed();
        mock.timers.tick(1_000);
        assert.is(count(), turn);
      }
      next();
      assert.is(count(), 3);
    },
    { requestAnimationFrame },
  );
});

test('without frames, as on a server, there are timers', () =>
  withTimers(
    () => {
      const { changed, count } = noticed();
      changed();
      mock.timers.tick(1_000);
      assert.is(count(), 1);
    },
    { requestAnimationFrame: undefined },
  ));

test('a subscription ends, and not another one of the same function', () =>
  withTimers(() => {
    const { subscribe, changed } = createStore(
      () => [],
      () => undefined,
    );
    let count = 0;
    const listener = (): void => void count++;
    const [first, second] = [subscribe(listener), subscribe(listener)];
    const notices = (): number => {
      const before = count;
      changed();
      mock.timers.tick(1_000);
      return count - before;
    };
    assert.is(notices(), 2);
    first();
    first();
    assert.is(notices(), 1);
    second();
    assert.is(notices(), 0);
  }));

test('what a listener changes is told with the next frame', () =>
  withTimers(() => {
    const { subscribe, changed } = createStore(
      () => [],
      () => undefined,
    );
    let count = 0;
    subscribe(() => {
      if (count++ === 0) changed();
    });
    changed();
    mock.timers.tick(100);
    assert.is(count, 1);
    mock.timers.tick(100);
    assert.is(count, 2);
  }));

test.run();
