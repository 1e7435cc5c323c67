import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchRecord } from '../../../src/shared/background-fetch.ts';
import type { FetchRecord } from '../../../src/spec/model.ts';
import { connectedManager } from '../../support/connected-manager.ts';
import { type MemoryBackend, responseData } from '../../support/memory-backend.ts';
import { rejectsWith } from '../../support/rejects-with.ts';

const URL_ = 'https://app.example/a.mp3';
const KEY = 'key-0';
const MB = 1024 * 1024;

async function start(): Promise<{ backend: MemoryBackend; record: BackgroundFetchRecord }> {
  const { manager, backend } = connectedManager();
  const registration = await manager.fetch('id', [URL_, `${URL_}2`]);
  const record = await registration.match(URL_);
  assert.ok(record);
  return { backend, record };
}

async function isPending(promise: Promise<unknown>): Promise<boolean> {
  return Promise.race([promise.then(() => false), sleep(2, true)]);
}

test('the response comes with its head; the body as it arrives', async () => {
  const { backend, record } = await start();
  assert.is(await isPending(record.responseReady), true);
  const headers: [string, string][] = [
    ['content-length', '6'],
    ['content-range', 'bytes 0-5/6'],
    ['content-type', 'audio/mpeg'],
  ];
  backend.changeRecord(KEY, 0, {
    response: responseData({ url: `${URL_}?final`, redirected: true, statusText: 'Fine', headers }),
  });
  const response = await record.responseReady;
  assert.equal([...response.headers], [['content-type', 'audio/mpeg']]);
  const { status, statusText, url, redirected, type } = response;
  assert.equal([status, statusText, url, redirected, type], [200, 'Fine', `${URL_}?final`, true, 'default']);
  const reader = response.body?.getReader();
  assert.ok(reader);
  const first = reader.read();
  assert.is(await isPending(first), true);
  backend.changeRecord(KEY, 0, {}, 'abc');
  assert.is(new TextDecoder().decode((await first).value), 'abc');
  const second = reader.read();
  assert.is(await isPending(second), true);
  backend.changeRecord(KEY, 0, {}, new Blob(['def']));
  assert.is(new TextDecoder().decode((await second).value), 'def');
  const end = reader.read();
  assert.is(await isPending(end), true);
  backend.changeRecord(KEY, 0, { result: 'success' });
  assert.is((await end).done, true);
  assert.ok(backend.subscribers(KEY) <= 1, 'only the registration still listens');
});

for (const result of ['success', 'bad-status'] as const) {
  test(`a complete body of several pieces, ${result}`, async () => {
    const { backend, record } = await start();
    const response = responseData({ status: result === 'success' ? 200 : 404 });
    backend.changeRecord(KEY, 0, { response, result }, 'abc', new Blob(['def']), 'ghi');
    assert.is(await (await record.responseReady).text(), 'abcdefghi');
  });
}

test('bytes beyond a gap are not read', async () => {
  const { backend, record } = await start();
  backend.changeRecord(KEY, 0, { response: responseData() }, 'abc');
  Object.assign(backend.record(KEY, 0), { stored: 9 });
  const reader = (await record.responseReady).body?.getReader();
  await reader?.read();
  assert.ok(reader);
  assert.is(await isPending(reader.read()), true);
});

test('nothing is read before it is asked for', async () => {
  const { backend, record } = await start();
  backend.changeRecord(KEY, 0, { response: responseData(), result: '' }, 'abc', 'def');
  const response = await record.responseReady;
  await sleep(2);
  assert.is(backend.calls.read, 0);
  await response.body?.getReader().read();
  assert.is(backend.calls.read, 1);
});

test('a complete body in one piece is the stored Blob itself', async () => {
  const { backend, record } = await start();
  const blob = new Blob(['whole'], { type: 'text/plain' });
  backend.changeRecord(KEY, 0, { response: responseData(), result: 'success' }, blob);
  const response = await record.responseReady;
  assert.is(await response.text(), 'whole');
  assert.is(backend.calls.read, 1);
});

test('a complete body of several pieces is streamed, one in memory at a time', async () => {
  const { backend, record } = await start();
  const parts = Array.from({ length: 8 }, (_, index) => new Uint8Array(4 * MB).fill(index));
  backend.changeRecord(KEY, 0, { response: responseData(), result: 'success' }, ...parts);
  const response = await record.responseReady;
  const looked = backend.calls.read;
  assert.ok(looked < parts.length, `${looked} of them were read`);
  const body = new Uint8Array(await response.arrayBuffer());
  assert.is(body.length, 32 * MB);
  assert.ok(parts.every((part, index) => body[index * part.length] === index));
  assert.is(backend.calls.read, looked + parts.length);
});

test('an empty body', async () => {
  const { backend, record } = await start();
  backend.changeRecord(KEY, 0, { response: responseData(), result: 'success' });
  assert.is(await (await record.responseReady).text(), '');
});

for (const status of [204, 205, 304]) {
  test(`${status} has no body`, async () => {
    const { backend, record } = await start();
    backend.changeRecord(KEY, 0, { response: responseData({ status }), result: 'success' });
    const response = await record.responseReady;
    assert.is(response.status, status);
    assert.is(response.body, null);
  });
}

test('a clone has the same url, and so has its clone; both bodies can be read', async () => {
  const { backend, record } = await start();
  backend.changeRecord(KEY, 0, { response: responseData({ url: URL_, redirected: true }) }, 'a', 'b');
  backend.changeRecord(KEY, 0, { result: 'success' });
  const response = await record.responseReady;
  const clone = response.clone();
  const second = clone.clone();
  for (const { url, redirected } of [response, clone, second]) assert.equal([url, redirected], [URL_, true]);
  assert.equal(await Promise.all([response.text(), clone.text(), second.text()]), ['ab', 'ab', 'ab']);
  assert.instance(clone, Response);
});

/** What happens to a record, and how its promise and its stream, where there is a head, end. */
const FAILURES: [name: string, fail: (backend: MemoryBackend) => void, error: string][] = [
  ['aborted', (backend) => backend.changeRecord(KEY, 0, { result: 'aborted' }), 'AbortError'],
  [
    'its background fetch has ended without it',
    (backend) => backend.change(KEY, { isActive: false, isAborted: true }),
    'AbortError',
  ],
  ...(['fetch-error', 'quota-exceeded', 'download-total-exceeded', 'redundant'] as const).map(
    (result): [string, (backend: MemoryBackend) => void, string] => [
      result,
      (backend) => backend.changeRecord(KEY, 0, { result }),
      'TypeError',
    ],
  ),
  ['records no longer available', (backend) => backend.remove(KEY), 'TypeError'],
];

for (const [name, fail, error] of FAILURES) {
  test(`without a response: ${name}, before and after it is asked for`, async () => {
    const { backend, record } = await start();
    const ready = record.responseReady;
    assert.is(await isPending(ready), true);
    fail(backend);
    await rejectsWith(() => ready, error);
  });

  test(`in the middle of the body: ${name}`, async () => {
    const { backend, record } = await start();
    backend.changeRecord(KEY, 0, { response: responseData() }, 'abc');
    const reader = (await record.responseReady).body?.getReader();
    assert.ok(reader);
    await reader.read();
    const next = reader.read();
    assert.is(await isPending(next), true);
    fail(backend);
    await rejectsWith(() => next, error);
  });
}

test('a response that is replaced in the middle of its body is a TypeError', async () => {
  const { backend, record } = await start();
  backend.changeRecord(KEY, 0, { response: responseData() }, 'abc');
  const reader = (await record.responseReady).body?.getReader();
  assert.ok(reader);
  await reader.read();
  const change: Partial<FetchRecord> = { generation: 1, response: responseData() };
  backend.changeRecord(KEY, 0, change, 'new version');
  await rejectsWith(() => reader.read(), 'TypeError');
});

test('a response that is replaced between the look at its record and the read is a TypeError', async () => {
  const { backend, record } = await start();
  backend.changeRecord(KEY, 0, { response: responseData() }, 'abc');
  const reader = (await record.responseReady).body?.getReader();
  assert.ok(reader);
  const { read } = backend.store;
  backend.store.read = async (name, offset) => {
    Object.assign(backend.record(KEY, 0), { generation: 1 });
    return read(name, offset);
  };
  await rejectsWith(() => reader.read(), 'TypeError', /replaced/);
});

test('a good record of a background fetch that has failed can be read', async () => {
  const { backend, record } = await start();
  backend.changeRecord(KEY, 0, { response: responseData(), result: 'success' }, 'a', 'b');
  backend.change(KEY, { isActive: false, result: 'failure', failureReason: 'bad-status' });
  assert.is(await (await record.responseReady).text(), 'ab');
});

test('a reader that has gone is no error', async () => {
  const { backend, record } = await start();
  backend.changeRecord(KEY, 0, { response: responseData() });
  const reader = (await record.responseReady).body?.getReader();
  assert.ok(reader);
  const next = reader.read();
  await sleep(1);
  await reader.cancel();
  assert.is((await next).done, true);
  backend.changeRecord(KEY, 0, {}, 'abc');
  await sleep(1);
  assert.ok(backend.subscribers(KEY) <= 1);
});

test.run();
