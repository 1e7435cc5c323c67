import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchRegistration } from '../../../src/shared/background-fetch.ts';
import type { BackgroundFetch } from '../../../src/spec/model.ts';
import { type Connected, connectedManager } from '../../support/connected-manager.ts';

const URL_ = 'https://app.example/a.mp3';
const KEY = 'key-0';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function start(): Promise<
  Omit<Connected, 'registration'> & { registration: BackgroundFetchRegistration; log: string[] }
> {
  const connected = connectedManager();
  const registration = await connected.manager.fetch('id', URL_, { downloadTotal: 10 });
  const log: string[] = [];
  registration.addEventListener('progress', (event) => {
    assert.is(event.target, registration);
    log.push(`${registration.downloaded} ${registration.uploaded} ${registration.result}`);
  });
  // The look at what may have changed since the start.
  await sleep();
  return { ...connected, registration, log };
}

test('get() gives the same object as long as it is active, and undefined after that or for another id', async () => {
  const { manager, backend, registration } = await start();
  assert.is(await manager.get('id'), registration);
  assert.is(await manager.get('id'), registration);
  assert.is(await manager.get('other'), undefined);
  assert.equal(await manager.getIds(), ['id']);
  backend.change(KEY, { isActive: false, result: 'success' });
  assert.is(await manager.get('id'), undefined);
  assert.equal(await manager.getIds(), []);
});

test('an id that is used again has another object', async () => {
  const { manager, backend, registration } = await start();
  backend.change(KEY, { isActive: false, result: 'success' });
  const again = await manager.fetch('id', URL_);
  assert.is.not(again, registration);
  assert.is(await manager.get('id'), again);
});

test('the attributes are those of the background fetch', async () => {
  const { registration } = await start();
  const { id, uploadTotal, uploaded, downloadTotal, downloaded, result, failureReason, recordsAvailable } =
    registration;
  assert.equal(
    [id, uploadTotal, uploaded, downloadTotal, downloaded, result, failureReason, recordsAvailable],
    ['id', 0, 0, 10, 0, '', '', true],
  );
  assert.is(Object.prototype.toString.call(registration), '[object BackgroundFetchRegistration]');
});

const UPDATES: [name: string, changes: Partial<BackgroundFetch>[], log: string[]][] = [
  ['bytes down', [{ downloaded: 3 }], ['3 0 ']],
  ['bytes up', [{ uploaded: 4 }], ['0 4 ']],
  ['fewer bytes, after a response was replaced', [{ downloaded: 3 }, { downloaded: 1 }], ['3 0 ', '1 0 ']],
  ['nothing that shows', [{ title: 'a' }, { isActive: false }], []],
  ['the end', [{ downloaded: 3, result: 'success' }], ['3 0 success']],
  [
    'nothing after the end',
    [{ result: 'failure', failureReason: 'aborted' }, { downloaded: 9 }],
    ['0 0 failure'],
  ],
  ['a reason alone', [{ failureReason: 'bad-status' }], ['0 0 ']],
  ['no records any more', [{ recordsAvailable: false }], []],
];

for (const [name, changes, expected] of UPDATES) {
  test(`progress: ${name}`, async () => {
    const { backend, log } = await start();
    for (const change of changes) backend.change(KEY, change);
    assert.equal(log, expected);
  });
}

test('records become unavailable also after the end, which is when it stops to follow', async () => {
  const { backend, registration } = await start();
  backend.change(KEY, { result: 'success' });
  assert.is(registration.recordsAvailable, true);
  assert.is(backend.subscribers(KEY), 1);
  backend.change(KEY, { recordsAvailable: false });
  assert.is(registration.recordsAvailable, false);
  assert.is(backend.subscribers(KEY), 0);
});

test('one that is gone from the store by now is not followed', async () => {
  const { manager, backend } = connectedManager();
  const { start } = backend;
  backend.start = async (...given) => {
    const fetch = await start.apply(backend, given);
    backend.fetches.delete(fetch.key);
    return fetch;
  };
  const registration = await manager.fetch('id', URL_);
  await sleep();
  assert.is(registration.recordsAvailable, false);
  assert.is(backend.subscribers(KEY), 0);
});

test('onprogress', async () => {
  const { backend, registration, log } = await start();
  const typed = registration as BackgroundFetchRegistration & { onprogress: unknown };
  assert.is(typed.onprogress, null);
  typed.onprogress = function handle(this: unknown) {
    log.push(`handler ${this === registration}`);
  };
  backend.change(KEY, { downloaded: 1 });
  assert.equal(log, ['1 0 ', 'handler true']);
});

test('what has changed while it was looked up is not missed', async () => {
  const { manager, backend } = connectedManager();
  const start = backend.start.bind(backend);
  backend.start = async (...given) => {
    const fetch = await start(...given);
    backend.change(KEY, { downloaded: 5 });
    return fetch;
  };
  const { get } = backend.store;
  Object.assign(backend.store, { get: async (key: string) => sleep(1, get(key)) });
  const registration = await manager.fetch('id', URL_);
  let events = 0;
  registration.addEventListener('progress', () => {
    events += 1;
  });
  await sleep();
  assert.is(registration.downloaded, 5);
  assert.is(events, 1);
});

test('abort() gives whether it was active', async () => {
  const { registration } = await start();
  assert.is(await registration.abort(), true);
  assert.is(await registration.abort(), false);
});

test('it is not collected while it may change, and keeps nothing after that', async () => {
  const { manager, backend } = connectedManager();
  let events = 0;
  let isCollected = false;
  const registry = new FinalizationRegistry(() => {
    isCollected = true;
  });
  await (async () => {
    const registration = await manager.fetch('id', URL_);
    registry.register(registration, undefined);
    registration.addEventListener('progress', () => {
      events += 1;
    });
  })();
  for (let round = 1; round < 4; round += 1) {
    await sleep(5);
    collectGarbage();
    backend.change(KEY, { downloaded: round });
    assert.is(events, round);
  }
  assert.is(isCollected, false);
  backend.change(KEY, { result: 'success', recordsAvailable: false });
  for (let round = 0; round < 50 && !isCollected; round += 1) {
    await sleep(5);
    collectGarbage();
  }
  assert.is(isCollected, true);
});

test.run();
