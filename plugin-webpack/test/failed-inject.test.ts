import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type RouteOptions, withBackgroundFetch } from 'workbox-background-fetch/build';
import { SCRIPT_NAME } from 'workbox-background-fetch/build/internal';
import { generateSW, injectManifest } from 'workbox-build';
import { inFolder } from '../../runtime/test/support/temporary-folder.ts';

const OLD_SCRIPT = 'background-fetch-sw.0123456789.js';
const OLD = `importScripts('${OLD_SCRIPT}');`;
const SOURCE = 'self.__WB_MANIFEST;';
const routes: RouteOptions[] = [{ id: 'a', requests: '/a.mp3' }];

const CASES: [
  name: string,
  source: string,
  more: object,
  routes: RouteOptions[],
  fails: RegExp,
  worker?: string,
][] = [
  ['an option of the wrong type', SOURCE, { maximumFileSizeToCacheInBytes: 'many' }, routes, /number/],
  ['no place for the manifest', '// nothing', {}, routes, /no-injection-point/],
  ['several places for the manifest', SOURCE + SOURCE, {}, routes, /only one match/],
  ['a glob without files', SOURCE, {}, [{ id: 'a', requests: { glob: 'none/**' } }], /empty-glob/],
  ['a transform of the app throws', SOURCE, { manifestTransforms: [throws] }, routes, /a transform/],
  ['an option that Workbox does not know', SOURCE, { unheardOf: true }, routes, /unheardOf/],
  ['hooks that are not there', SOURCE, {}, routes, /hooks-not-found/, 'none.ts'],
];

async function throws(): Promise<never> {
  throw new Error('a transform');
}

/** Runs in a folder with the worker that a build before has left. */
function inBuilt(run: (root: string, swDest: string) => Promise<void>): Promise<void> {
  const files = { 'sw.js': OLD, [OLD_SCRIPT]: '// its routes', 'index.html': '' };
  return inFolder(files, (root) => run(root, join(root, 'sw.js')));
}

/** A build fails, and leaves the worker and its script. */
async function failsIn(root: string, build: Promise<unknown>, fails: RegExp): Promise<void> {
  const error: unknown = await build.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.match(String(error), fails);
  assert.is(await readFile(join(root, 'sw.js'), 'utf8'), OLD);
  assert.is(await readFile(join(root, OLD_SCRIPT), 'utf8'), '// its routes');
}

for (const [name, source, more, withRoutes, fails, worker] of CASES) {
  test(`${name}: the worker of the build before stays as it was, and its script`, () =>
    inBuilt(async (root, swDest) => {
      const swSrc = join(root, 'source.js');
      await writeFile(swSrc, source);
      const config = {
        swSrc,
        swDest,
        globDirectory: root,
        ...more,
        backgroundFetch: { routes: withRoutes, ...(worker ? { worker } : {}) },
      };
      const build = injectManifest(
        withBackgroundFetch(config) as unknown as Parameters<typeof injectManifest>[0],
      );
      await failsIn(root, build, fails);
      assert.not((await readdir(root)).includes('sw.js.map'));
    }));
}

const GENERATED: typeof CASES = CASES.filter(([name]) => !name.includes('manifest'));

for (const [name, , more, withRoutes, fails, worker] of GENERATED) {
  test(`${name}, generateSW: the worker of the build before stays as it was, and its script`, () =>
    inBuilt(async (root, swDest) => {
      const config = {
        swDest,
        globDirectory: root,
        ...more,
        backgroundFetch: { routes: withRoutes, ...(worker ? { worker } : {}) },
      };
      const build = generateSW(withBackgroundFetch(config) as unknown as Parameters<typeof generateSW>[0]);
      await failsIn(root, build, fails);
    }));
}

test('a build that succeeds takes the old script away when the process ends', () =>
  inBuilt(async (root, swDest) => {
    const config = { swDest, globDirectory: root, backgroundFetch: { routes, fallback: false } };
    const code = `const { generateSW } = await import(${JSON.stringify(import.meta.resolve('workbox-build'))});
      const { withBackgroundFetch } = await import(${JSON.stringify(import.meta.resolve('workbox-background-fetch/build'))});
      await generateSW(withBackgroundFetch(${JSON.stringify(config)}));`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code]);
    const scripts = (await readdir(root)).filter((name) => SCRIPT_NAME.test(name));
    assert.is(scripts.length, 1);
    assert.match(await readFile(swDest, 'utf8'), scripts[0] ?? 'none');
  }));

test.run();
