import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { HOOK_KINDS, type HookName, isHookName, similarHook } from '../../../src/build/hooks/hook-kinds.ts';
import type { DownloadHooks } from '../../../src/sw/hooks.ts';

test('what the build lets through is what the worker calls', () => {
  const kinds: Record<keyof DownloadHooks, string> = HOOK_KINDS;
  const hooks: Record<HookName, keyof DownloadHooks> = {
    onStored: 'onStored',
    onFailed: 'onFailed',
    onAborted: 'onAborted',
    onClick: 'onClick',
    onRecord: 'onRecord',
    prepare: 'prepare',
    plugins: 'plugins',
  };
  assert.equal(Object.keys(kinds), Object.keys(hooks));
});

const NAMES: [name: string, isHook: boolean, similar: string | undefined][] = [
  ['onStored', true, 'onStored'],
  ['plugins', true, 'plugins'],
  ['onStore', false, 'onStored'],
  ['onstored', false, 'onStored'],
  ['onRecords', false, 'onRecord'],
  ['onAbort', false, 'onAborted'],
  ['onFail', false, 'onFailed'],
  ['onClicked', false, 'onClick'],
  ['plugin', false, 'plugins'],
  ['onSuccess', false, undefined],
  ['default', false, undefined],
  ['toString', false, undefined],
  ['', false, undefined],
];

for (const [name, isHook, similar] of NAMES) {
  test(`"${name}" ${isHook ? 'is' : 'is no'} hook, like ${similar}`, () => {
    assert.is(isHookName(name), isHook);
    assert.is(similarHook(name), similar);
  });
}

test.run();
