import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadRetry } from '../../../src/shared/download-snapshot.ts';
import { type WaitingFor, waitingFor } from '../../../src/window/state/waiting-for.ts';

const retry = (change: Partial<DownloadRetry>): DownloadRetry => ({ attempt: 1, at: 0, since: 0, ...change });

const CASES: [
  name: string,
  state: string,
  retry: DownloadRetry | undefined,
  needsPress: boolean,
  WaitingFor | undefined,
][] = [
  ['nothing', 'downloading', retry({}), true, undefined],
  ['a page that has asked', 'waiting', undefined, false, 'page'],
  ['a page that may start nothing', 'waiting', undefined, true, 'gesture'],
  ['others', 'waiting', retry({}), false, 'slot'],
  ['a press, and perhaps others', 'waiting', retry({}), true, 'gesture'],
  ['time', 'waiting', retry({ at: Date.now() + 1e6 }), false, 'retry'],
  ['a press, before its time', 'waiting', retry({ at: Date.now() + 1e6 }), true, 'gesture'],
  ['a page, when the time has come', 'waiting', retry({ at: 1 }), false, 'page'],
  ['a press, when the time has come', 'waiting', retry({ at: 1 }), true, 'gesture'],
  ['another network', 'waiting', retry({ for: 'unmetered' }), false, 'unmetered'],
  ['room', 'waiting', retry({ for: 'room' }), false, 'room'],
  ['the app', 'waiting', retry({ for: 'paused' }), false, 'paused'],
  ['the app, whatever is pressed', 'waiting', retry({ for: 'paused' }), true, 'paused'],
];

for (const [name, state, given, needsPress, expected] of CASES)
  test(`it waits for ${name}`, () => {
    const found = waitingFor({ state, ...(given && { retry: given }) }, needsPress);
    assert.equal(found, expected === undefined ? {} : { waitingFor: expected });
  });

test.run();
