import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BackgroundFetchBuildError } from '../../../src/build/errors.ts';
import { checkHooks } from '../../../src/build/hooks/check-hooks.ts';
import { inFolder } from '../../support/temporary-folder.ts';

const ALL =
  'export const onStored = async () => {}, onFailed = make(), plugins = [{}]; export function onRecord() {} ' +
  'export { onAborted, onClick } from "app"; export type Anything = 5;';

test('hooks of every kind are fine, and so is none', () =>
  inFolder({ 'a.ts': ALL, 'b.ts': '' }, async (folder) => {
    for (const name of ['a.ts', 'b.ts'])
      assert.equal(await checkHooks(join(folder, name), folder), [join(folder, name)]);
  }));

const KNOWN =
  'It may export onStored, onFailed, onAborted, onClick, onRecord, prepare, plugins, each by its name. Put everything else into a module of its own.';
const NAMES = 'HOOKS, which the option "worker" names,';

const WRONG: [name: string, code: string | undefined, message: string][] = [
  [
    'no file',
    undefined,
    'The option "worker" names HOOKS, and there is no such file. Give the module of your hooks, relative to the project\'s ' +
      'root. (docs/errors.md#hooks-not-found)',
  ],
  [
    'no JavaScript',
    'export const onStored = \n  ;',
    'The hooks in HOOKS cannot be compiled: src/hooks.ts:2:3: Unexpected token. (docs/errors.md#hooks-not-compiled)',
  ],
  [
    'a misspelt hook',
    'export function onStore() {}',
    `${NAMES} exports "onStore", which is no hook. Did you mean "onStored"? ${KNOWN} (docs/errors.md#unknown-hook)`,
  ],
  [
    'something else',
    'export const helper = () => {};',
    `${NAMES} exports "helper", which is no hook. ${KNOWN} (docs/errors.md#unknown-hook)`,
  ],
  [
    'hooks in an object',
    'export default { onStored() {} };',
    `${NAMES} exports "default", which is no hook. ${KNOWN} (docs/errors.md#unknown-hook)`,
  ],
  [
    'a hook that is no function',
    'export const onStored = { then: 5 };',
    `${NAMES} exports "onStored", which is an object. It has to be a function. (docs/errors.md#invalid-hook)`,
  ],
  [
    'plugins that are no array',
    'export const plugins = () => [];',
    `${NAMES} exports "plugins", which is a function. It has to be an array. (docs/errors.md#invalid-hook)`,
  ],
];

for (const [name, code, message] of WRONG) {
  test(name, () =>
    inFolder(code === undefined ? {} : { 'src/hooks.ts': code }, async (folder) => {
      const file = join(folder, 'src/hooks.ts');
      const error = await checkHooks(file, folder).catch((reason: unknown) => reason);
      assert.instance(error, BackgroundFetchBuildError);
      assert.is((error as Error).message, message.replace('HOOKS', file));
    }),
  );
}

test('a folder is no file', () =>
  inFolder({ 'hooks/index.ts': '' }, async (folder) => {
    const error = await checkHooks(join(folder, 'hooks'), folder).catch((reason: unknown) => reason);
    assert.is((error as BackgroundFetchBuildError).code, 'hooks-not-found');
  }));

test.run();
