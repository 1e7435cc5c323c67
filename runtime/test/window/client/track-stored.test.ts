import { setImmediate } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadFailure, DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import type { BackgroundFetchError } from '../../../src/shared/errors.ts';
import { create, forgetAll, of, outcome, record, snapshot } from '../../support/tracked-download.ts';

test.after.each(forgetAll);

const STATES: [state: DownloadSnapshot['state'], outcome: string][] = [
  ['waiting', 'pending'],
  ['downloading', 'pending'],
  ['storing', 'pending'],
  ['stored', 'stored'],
  ['failed', 'failed'],
  ['aborted', 'aborted'],
];

for (const [state, expected] of STATES) {
  test(`a download found ${state}: its promise is ${expected}`, async () => {
    assert.is(await outcome(create(snapshot({ state })).stored), expected);
  });

  test(`a download that becomes ${state}: its promise is ${expected}`, async () => {
    const download = create(snapshot());
    const { stored } = download;
    of(download).update(snapshot({ state, failureReason: state === 'failed' ? 'bad-status' : '' }));
    assert.is(download.state, state);
    assert.is(await outcome(stored), expected);
    assert.is(download.stored, stored);
  });
}

test('stored resolves with the download itself', async () => {
  const download = create(snapshot());
  of(download).update(snapshot({ state: 'stored' }));
  assert.is(await download.stored, download);
});

test('a failure carries its reason and the id', async () => {
  const failures: DownloadFailure[] = [
    { url: 'https://app.example/a.mp3', reason: 'quota-exceeded', status: 200 },
  ];
  const download = create(snapshot({ state: 'failed', failureReason: 'quota-exceeded', failures }));
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
    const download = create(snapshot());
    const first = download.stored;
    of(download).update(snapshot({ state: ended }));
    of(download).update(snapshot());
    const second = download.stored;
    assert.is.not(second, first);
    assert.is(await outcome(first), ended);
    assert.is(await outcome(second), 'pending');
    of(download).update(snapshot({ state: 'storing' }));
    assert.is(download.stored, second);
    of(download).update(snapshot({ state: 'stored' }));
    assert.is(await outcome(second), 'stored');
    assert.is(await outcome(first), ended);
  });
}

test('a stored one that is fetched again has a promise of its own', async () => {
  const download = create(snapshot({ state: 'stored' }));
  const first = download.stored;
  of(download).update(snapshot());
  assert.is(await outcome(first), 'stored');
  assert.is(await outcome(download.stored), 'pending');
});

test('removed: the state, the promise, the event', async () => {
  const download = create(snapshot());
  const seen = record(download);
  of(download).update();
  assert.is(download.state, 'removed');
  assert.is(await outcome(download.stored), 'removed');
  assert.equal(seen, ['statechange removed']);
});

test('removing a stored one does not undo its promise', async () => {
  const download = create(snapshot({ state: 'stored' }));
  of(download).update();
  assert.is(await outcome(download.stored), 'stored');
});

test('a removed one that is started again is no longer removed', async () => {
  const download = create(snapshot());
  of(download).update();
  of(download).update(snapshot());
  assert.is(download.state, 'downloading');
  assert.is(await outcome(download.stored), 'pending');
});

test('nobody has to listen to a promise that rejects', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  try {
    create(snapshot({ state: 'failed', failureReason: 'bad-status' }));
    const download = create(snapshot());
    for (const state of ['failed', 'downloading', 'aborted', 'downloading'] as const) {
      of(download).update(snapshot({ state }));
    }
    of(download).update();
    for (let turns = 0; turns < 3; turns++) await setImmediate();
  } finally {
    process.off('unhandledRejection', note);
  }
  assert.equal(unhandled, []);
});

test.run();
