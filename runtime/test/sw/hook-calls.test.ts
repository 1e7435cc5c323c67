import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchEvent } from '../../src/shared/background-fetch-events.ts';
import type { DownloadState } from '../../src/shared/download-snapshot.ts';
import type { LedgerEntry } from '../../src/store/schema.ts';
import '../support/worker-scope.ts';

const { hookCalls } = await import('../../src/sw/hook-calls.ts');

const CASES: [type: string, state: DownloadState, called: string[]][] = [
  ['backgroundfetchsuccess', 'stored', ['onStored']],
  ['backgroundfetchsuccess', 'failed', ['onFailed']],
  ['backgroundfetchfail', 'failed', ['onFailed']],
  ['backgroundfetchfail', 'stored', ['onStored']],
  // It is to be asked for again: that is no end.
  ['backgroundfetchfail', 'waiting', []],
  ['backgroundfetchsuccess', 'waiting', []],
  ['backgroundfetchabort', 'aborted', ['onAborted']],
  ['backgroundfetchclick', 'downloading', ['onClick']],
  ['backgroundfetchclick', 'waiting', ['onClick']],
  ['backgroundfetchclick', 'stored', ['onClick']],
];

for (const [type, state, expected] of CASES)
  test(`${type} of what is ${state} then: ${expected.join() || 'nothing'} is called`, async () => {
    const called: string[] = [];
    const note = (name: string) => (): void => void called.push(name);
    const names = ['onStored', 'onFailed', 'onAborted', 'onClick'];
    const call = hookCalls(Object.fromEntries(names.map((name) => [name, note(name)])));
    await call({ id: 'a', state } as LedgerEntry, new Event(type) as unknown as BackgroundFetchEvent);
    assert.equal(called, expected);
  });

test.run();
