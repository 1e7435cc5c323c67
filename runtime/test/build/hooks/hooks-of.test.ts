import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
// The runtime is compiled from the package, so it is the package that is tested.
import {
  generateScript,
  type HooksPlace,
  hooksOf,
  resolveOptions,
} from 'workbox-background-fetch/build/internal';
import type { RouteOptions } from '../../../src/shared/route.ts';
import { coresIn, HOOKS_FILE, HOOKS_FILES, hooksRun, MARKER, ORIGIN } from '../../support/hooks-fixture.ts';
import { originOf } from '../../support/origin-of.ts';
import { RunningWorker } from '../../support/run-worker.ts';
import { type Files, inFolder } from '../../support/temporary-folder.ts';

const MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

const ROUTE: RouteOptions = { id: 'a/:b', requests: 'media/:b' };
const LIST: RouteOptions = { id: 'l/:b', requests: [{ list: 'l/:b.json', urls: '/*' }], serve: 'media/*' };

/** A project that has installed packages. */
async function inProject(files: Files, run: (root: string) => Promise<void>): Promise<void> {
  await inFolder(files, async (root) => {
    await symlink(MODULES, join(root, 'node_modules'), 'junction');
    await run(root);
  });
}

const placeIn = (root: string, changes: Partial<HooksPlace> = {}): HooksPlace => ({
  root,
  folder: join(root, 'dist'),
  mode: 'production',
  sourcemap: 'file',
  ...changes,
});

/** Compiles hooks, and makes the script. */
async function scriptOf(
  root: string,
  place: Partial<HooksPlace> = {},
  worker = HOOKS_FILE,
  routes = [ROUTE],
) {
  const options = resolveOptions({ routes, worker });
  const hooks = await hooksOf(options, placeIn(root, place));
  return generateScript({ routes: [{ id: 'a/:b', requests: [{ url: 'media/:b' }] }] }, { hooks });
}

for (const mode of ['production', 'development'] as const) {
  test(`${mode}: hooks run in the script, which has one copy of Workbox's core`, () =>
    inProject(HOOKS_FILES, async (root) => {
      const { code } = await scriptOf(root, { mode });
      const worker = new RunningWorker(() => '');
      worker.evaluate(code);
      await hooksRun(worker, 'a/one', 'media/one');
      assert.is(coresIn(code), 1);
      assert.not.match(code, 'process.env');
      assert.not.match(code, 'workbox:core:');
      assert.is(code.includes('\n\t'), mode === 'development', 'minified');
    }));

  test(`${mode}: the source map leads to the user's file`, () =>
    inProject(HOOKS_FILES, async (root) => {
      const { files } = await scriptOf(root, { mode });
      const [script, map] = files;
      assert.is(originOf(script?.code ?? '', map?.code ?? '', MARKER), `../${ORIGIN}`);
    }));
}

test("an app's own copy of Workbox's core gives way to the runtime's", () =>
  inFolder(HOOKS_FILES, async (root) => {
    await mkdir(join(root, 'node_modules'));
    await cp(join(MODULES, 'workbox-core'), join(root, 'node_modules/workbox-core'), { recursive: true });
    assert.is(coresIn((await scriptOf(root)).code), 1);
  }));

test('only routes that need it bring what finds files at run time', () =>
  inProject(HOOKS_FILES, async (root) => {
    const [few, all] = [await scriptOf(root), await scriptOf(root, {}, HOOKS_FILE, [ROUTE, LIST])];
    for (const [code, expected] of [
      [few.code, false],
      [all.code, true],
    ] as const)
      assert.is(/list-failed/.test(code), expected);
  }));

test('the files are those that a change of changes the script', () =>
  inProject(HOOKS_FILES, async (root) => {
    const hooks = await hooksOf(resolveOptions({ routes: [ROUTE], worker: HOOKS_FILE }), placeIn(root));
    const own = hooks?.files.filter((file) => file.startsWith(root) && !file.includes('node_modules')) ?? [];
    assert.equal(
      own.sort(),
      [HOOKS_FILE, 'src/label.ts', 'src/names.json'].map((file) => join(root, file)).sort(),
    );
  }));

test('who has no hooks gets none', () =>
  inFolder({}, async (root) => {
    assert.is(await hooksOf(resolveOptions({ routes: [ROUTE] }), placeIn(root)), undefined);
  }));

const WRONG: [code: string, reason: string][] = [
  ["import './none';", "src/downloads.worker.ts:1:8: Could not resolve './none'"],
  ["import 'no-such-package';", "src/downloads.worker.ts:1:8: Could not resolve 'no-such-package'"],
  [
    "import { none } from './label'; none();",
    'src/downloads.worker.ts:1:10: "none" is not exported by "src/label.ts"',
  ],
  ["import './broken';", 'src/broken.ts:2:1: Unexpected token'],
  [
    'await 5;',
    'src/downloads.worker.ts:1:1: Module format "iife" does not support top-level await. Use the "es" output format instead',
  ],
];

for (const [code, reason] of WRONG) {
  test(`what cannot be compiled says why: ${code}`, () =>
    inProject({ ...HOOKS_FILES, [HOOKS_FILE]: code, 'src/broken.ts': '\n%' }, async (root) => {
      const error = await scriptOf(root).catch((thrown: unknown) => thrown);
      assert.is(
        (error as Error).message,
        `The hooks in ${join(root, HOOKS_FILE)} cannot be compiled: ${reason}. (docs/errors.md#hooks-not-compiled)`,
      );
    }));
}

test.run();
