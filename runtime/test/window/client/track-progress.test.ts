import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { withGlobals } from '../../support/page-globals.ts';
import { create, forgetAll, of, record, registration, snapshot } from '../../support/tracked-download.ts';

test.after.each(forgetAll);

test('events: statechange where the state changes, progress otherwise', () => {
  const download = create(snapshot());
  const seen = record(download);
  of(download).update(snapshot({ downloaded: 20 }));
  of(download).update(snapshot({ state: 'storing' }));
  of(download).update(snapshot({ state: 'storing', downloaded: 90 }));
  of(download).update(snapshot({ state: 'stored', downloaded: 100 }));
  assert.equal(seen, [
    'progress downloading',
    'statechange storing',
    'progress storing',
    'statechange stored',
  ]);
});

test("follow adds the browser's own count and passes its progress on", () => {
  const download = create(snapshot());
  const seen = record(download);
  const native = registration(5);
  of(download).follow(native);
  assert.is(download.downloaded, 15);
  native.downloaded = 30;
  native.dispatchEvent(new Event('progress'));
  assert.is(download.downloaded, 40);
  assert.equal(seen, ['progress downloading', 'progress downloading']);
});

test('follow keeps to the first registration of an attempt', () => {
  const download = create(snapshot());
  of(download).follow(registration(5));
  of(download).follow(registration(50));
  assert.is(download.downloaded, 15);
});

for (const state of ['storing', 'stored', 'failed', 'aborted'] as const) {
  test(`follow does nothing when it is ${state}`, () => {
    const download = create(snapshot({ state }));
    const seen = record(download);
    of(download).follow(registration(5));
    assert.is(download.downloaded, 10);
    assert.equal(seen, []);
  });

  test(`once ${state}, the worker's count alone holds and the registration is left`, () => {
    const download = create(snapshot());
    const native = registration(5);
    of(download).follow(native);
    of(download).update(snapshot({ state, downloaded: 15 }));
    assert.is(download.downloaded, 15);
    const seen = record(download);
    native.dispatchEvent(new Event('progress'));
    assert.equal(seen, []);
  });
}

test('a later attempt follows a registration of its own', () => {
  const download = create(snapshot());
  const [first, second] = [registration(5), registration(7)];
  of(download).follow(first);
  of(download).update(snapshot({ state: 'failed' }));
  of(download).update(snapshot());
  of(download).follow(second);
  const seen = record(download);
  first.dispatchEvent(new Event('progress'));
  assert.equal(seen, []);
  assert.is(download.downloaded, 17);
});

test('a removed one counts nothing of the browser', () => {
  const download = create(snapshot());
  of(download).follow(registration(5));
  of(download).update();
  assert.is(download.downloaded, 10);
});

test('every change is told of once', () => {
  let changes = 0;
  const download = create(snapshot(), { changed: () => changes++ });
  const native = registration(5);
  of(download).follow(native);
  native.dispatchEvent(new Event('progress'));
  of(download).update(snapshot({ state: 'storing' }));
  of(download).update();
  assert.is(changes, 4);
});

test('how fast it is, and how long it takes, while the browser tells', () => {
  const clock = [1_000, 2_000, 3_000];
  return withGlobals({ performance: { now: () => clock.shift() } }, () => {
    const download = create(snapshot());
    const native = registration(0);
    const rates: unknown[] = [];
    download.addEventListener('progress', () => rates.push([download.bytesPerSecond, download.secondsLeft]));
    of(download).follow(native);
    for (const bytes of [10, 20]) {
      native.downloaded = bytes;
      native.dispatchEvent(new Event('progress'));
    }
    assert.equal(rates, [
      [0, undefined],
      [10, 8],
      [10, 7],
    ]);
    of(download).update(snapshot({ state: 'storing' }));
    assert.is(download.bytesPerSecond, 0);
  });
});

test.run();
