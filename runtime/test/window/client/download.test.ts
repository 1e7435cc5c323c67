import { setImmediate } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchRegistration } from '../../../src/shared/background-fetch.ts';
import type { DownloadFailure, DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import { BackgroundFetchError } from '../../../src/shared/errors.ts';
import { control, type Download } from '../../../src/window/client/download.ts';

function snapshot(change: Partial<DownloadSnapshot> = {}): DownloadSnapshot {
  return {
    id: 'episode/5',
    route: 'episode/:n',
    params: { n: '5' },
    title: 'Episode 5',
    state: 'downloading',
    downloaded: 10,
    downloadTotal: 100,
    failureReason: '',
    failures: [],
    urls: ['https://app.example/5.mp3'],
    createdAt: 1,
    updatedAt: 2,
    ...change,
  };
}

/** The events that a download has dispatched since. */
function record(download: Download): string[] {
  const seen: string[] = [];
  for (const type of ['progress', 'statechange'] as const) {
    download.addEventListener(type, (event) => seen.push(`${event.type} ${download.state}`));
  }
  return seen;
}

function registration(downloaded: number): BackgroundFetchRegistration & { downloaded: number } {
  return Object.assign(new EventTarget(), { downloaded }) as BackgroundFetchRegistration & {
    downloaded: number;
  };
}

/** `pending`, `stored`, or the code of the error. */
async function outcome(stored: Promise<Download>): Promise<string> {
  const seen = stored.then(
    () => 'stored',
    (error: unknown) => (error instanceof BackgroundFetchError ? error.code : String(error)),
  );
  return Promise.race([seen, setImmediate('pending')]);
}

test('it tells what the snapshot tells', () => {
  const download = control.create(snapshot());
  for (const [name, value] of Object.entries(snapshot())) {
    assert.equal(download[name as keyof DownloadSnapshot], value, name);
  }
});

const STATES: [state: DownloadSnapshot['state'], outcome: string][] = [
  ['downloading', 'pending'],
  ['storing', 'pending'],
  ['stored', 'stored'],
  ['failed', 'failed'],
  ['aborted', 'aborted'],
];

for (const [state, expected] of STATES) {
  test(`a download found ${state}: its promise is ${expected}`, async () => {
    assert.is(await outcome(control.create(snapshot({ state })).stored), expected);
  });

  test(`a download that becomes ${state}: its promise is ${expected}`, async () => {
    const download = control.create(snapshot());
    const { stored } = download;
    control.update(download, snapshot({ state, failureReason: state === 'failed' ? 'bad-status' : '' }));
    assert.is(download.state, state);
    assert.is(await outcome(stored), expected);
    assert.is(download.stored, stored);
  });
}

test('stored resolves with the download itself', async () => {
  const download = control.create(snapshot());
  control.update(download, snapshot({ state: 'stored' }));
  assert.is(await download.stored, download);
});

test('a failure carries its reason and the id', async () => {
  const failures: DownloadFailure[] = [
    { url: 'https://app.example/a.mp3', reason: 'quota-exceeded', status: 200 },
  ];
  const download = control.create(snapshot({ state: 'failed', failureReason: 'quota-exceeded', failures }));
  await download.stored.then(
    () => assert.unreachable('it should have rejected'),
    (error: BackgroundFetchError) =>
      assert.equal(error.details, { id: 'episode/5', reason: 'quota-exceeded', failures }),
  );
  assert.equal(download.failures, failures);
  assert.is(download.failureReason, 'quota-exceeded');
});

for (const ended of ['failed', 'aborted'] as const) {
  test(`after ${ended} a later attempt has a promise of its own`, async () => {
    const download = control.create(snapshot());
    const first = download.stored;
    control.update(download, snapshot({ state: ended }));
    control.update(download, snapshot());
    const second = download.stored;
    assert.is.not(second, first);
    assert.is(await outcome(first), ended);
    assert.is(await outcome(second), 'pending');
    control.update(download, snapshot({ state: 'storing' }));
    assert.is(download.stored, second);
    control.update(download, snapshot({ state: 'stored' }));
    assert.is(await outcome(second), 'stored');
    assert.is(await outcome(first), ended);
  });
}

test('a stored one that is fetched again has a promise of its own', async () => {
  const download = control.create(snapshot({ state: 'stored' }));
  const first = download.stored;
  control.update(download, snapshot());
  assert.is(await outcome(first), 'stored');
  assert.is(await outcome(download.stored), 'pending');
});

test('removed: the state, the promise, the event', async () => {
  const download = control.create(snapshot());
  const seen = record(download);
  control.remove(download);
  assert.is(download.state, 'removed');
  assert.is(await outcome(download.stored), 'removed');
  assert.equal(seen, ['statechange removed']);
});

test('removing a stored one does not undo its promise', async () => {
  const download = control.create(snapshot({ state: 'stored' }));
  control.remove(download);
  assert.is(await outcome(download.stored), 'stored');
});

test('a removed one that is started again is no longer removed', async () => {
  const download = control.create(snapshot());
  control.remove(download);
  control.update(download, snapshot());
  assert.is(download.state, 'downloading');
  assert.is(await outcome(download.stored), 'pending');
});

test('nobody has to listen to a promise that rejects', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  try {
    control.create(snapshot({ state: 'failed', failureReason: 'bad-status' }));
    const download = control.create(snapshot());
    for (const state of ['failed', 'downloading', 'aborted', 'downloading'] as const) {
      control.update(download, snapshot({ state }));
    }
    control.remove(download);
    for (let turns = 0; turns < 3; turns++) await setImmediate();
  } finally {
    process.off('unhandledRejection', note);
  }
  assert.equal(unhandled, []);
});

test('events: statechange where the state changes, progress otherwise', () => {
  const download = control.create(snapshot());
  const seen = record(download);
  control.update(download, snapshot({ downloaded: 20 }));
  control.update(download, snapshot({ state: 'storing' }));
  control.update(download, snapshot({ state: 'storing', downloaded: 90 }));
  control.update(download, snapshot({ state: 'stored', downloaded: 100 }));
  assert.equal(seen, [
    'progress downloading',
    'statechange storing',
    'progress storing',
    'statechange stored',
  ]);
});

test("follow adds the browser's own count and passes its progress on", () => {
  const download = control.create(snapshot());
  const seen = record(download);
  const native = registration(5);
  control.follow(download, native);
  assert.is(download.downloaded, 15);
  native.downloaded = 30;
  native.dispatchEvent(new Event('progress'));
  assert.is(download.downloaded, 40);
  assert.equal(seen, ['progress downloading', 'progress downloading']);
});

test('follow keeps to the first registration of an attempt', () => {
  const download = control.create(snapshot());
  control.follow(download, registration(5));
  control.follow(download, registration(50));
  assert.is(download.downloaded, 15);
});

for (const state of ['storing', 'stored', 'failed', 'aborted'] as const) {
  test(`follow does nothing when it is ${state}`, () => {
    const download = control.create(snapshot({ state }));
    const seen = record(download);
    control.follow(download, registration(5));
    assert.is(download.downloaded, 10);
    assert.equal(seen, []);
  });

  test(`once ${state}, the worker's count alone holds and the registration is left`, () => {
    const download = control.create(snapshot());
    const native = registration(5);
    control.follow(download, native);
    control.update(download, snapshot({ state, downloaded: 15 }));
    assert.is(download.downloaded, 15);
    const seen = record(download);
    native.dispatchEvent(new Event('progress'));
    assert.equal(seen, []);
  });
}

test('a later attempt follows a registration of its own', () => {
  const download = control.create(snapshot());
  const [first, second] = [registration(5), registration(7)];
  control.follow(download, first);
  control.update(download, snapshot({ state: 'failed' }));
  control.update(download, snapshot());
  control.follow(download, second);
  const seen = record(download);
  first.dispatchEvent(new Event('progress'));
  assert.equal(seen, []);
  assert.is(download.downloaded, 17);
});

test('a removed one counts nothing of the browser', () => {
  const download = control.create(snapshot());
  control.follow(download, registration(5));
  control.remove(download);
  assert.is(download.downloaded, 10);
});

test.run();
