import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type RouteOptions, withBackgroundFetch } from 'workbox-background-fetch/build';
import { SCRIPT_NAME } from 'workbox-background-fetch/build/internal';
import { generateSW, injectManifest } from 'workbox-build';

const OLD_SCRIPT = 'background-fetch-sw.0123456789.js';
const OLD = `importScripts('${OLD_SCRIPT}');`;
const SOURCE = 'self.__WB_MANIFEST;';
const routes: RouteOptions[] = [{ id: 'a', requests: '/a.mp3' }];

const CASES: [name: string, source: string, more: object, routes: RouteOptions[], fails: RegExp][] = [
  ['an option of the wrong type', SOURCE, { maximumFileSizeToCacheInBytes: 'many' }, routes, /number/],
  ['no place for the manifest', '// nothing', {}, routes, /no-injection-point/],
  ['several places for the manifest', SOURCE + SOURCE, {}, routes, /only one match/],
  ['a glob without files', SOURCE, {}, [{ id: 'a', requests: { glob: 'none/**' } }], /empty-glob/],
  ['a transform of the app throws', SOURCE, { manifestTransforms: [throws] }, routes, /a transform/],
  ['an option that Workbox does not know', SOURCE, { unheardOf: true }, routes, /unheardOf/],
];

async function throws(): Promise<never> {
  throw new Error('a transform');
}

for (const [name, source, more, withRoutes, fails] of CASES) {
  test(`${name}: the worker of the build before stays as it was, and its script`, async () => {
    const root = await mkdtemp(join(tmpdir(), 'failed-build-'));
    try {
      const [swSrc, swDest] = [join(root, 'source.js'), join(root, 'sw.js')];
      await writeFile(swSrc, source);
      await writeFile(swDest, OLD);
      await writeFile(join(root, OLD_SCRIPT), '// its routes');
      await writeFile(join(root, 'index.html'), '');
      const config = { swSrc, swDest, globDirectory: root, ...more, backgroundFetch: { routes: withRoutes } };
      const error: unknown = await injectManifest(
        withBackgroundFetch(config) as unknown as Parameters<typeof injectManifest>[0],
      ).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.match(String(error), fails);
      assert.is(await readFile(swDest, 'utf8'), OLD);
      assert.is(await readFile(join(root, OLD_SCRIPT), 'utf8'), '// its routes');
      assert.not((await readdir(root)).includes('sw.js.map'));
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
}

const GENERATED: typeof CASES = CASES.filter(([name]) => !name.includes('manifest'));

for (const [name, , more, withRoutes, fails] of GENERATED) {
  test(`${name}, generateSW: the worker of the build before stays as it was, and its script`, async () => {
    const root = await mkdtemp(join(tmpdir(), 'failed-build-'));
    try {
      const swDest = join(root, 'sw.js');
      await writeFile(swDest, OLD);
      await writeFile(join(root, OLD_SCRIPT), '// its routes');
      await writeFile(join(root, 'index.html'), '');
      const config = { swDest, globDirectory: root, ...more, backgroundFetch: { routes: withRoutes } };
      const error: unknown = await generateSW(
        withBackgroundFetch(config) as unknown as Parameters<typeof generateSW>[0],
      ).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.match(String(error), fails);
      assert.is(await readFile(swDest, 'utf8'), OLD);
      assert.is(await readFile(join(root, OLD_SCRIPT), 'utf8'), '// its routes');
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
}

test('a build that succeeds takes the old script away when the process ends', async () => {
  const root = await mkdtemp(join(tmpdir(), 'failed-build-'));
  try {
    const swDest = join(root, 'sw.js');
    await writeFile(swDest, OLD);
    await writeFile(join(root, OLD_SCRIPT), '// its routes');
    await writeFile(join(root, 'index.html'), '');
    const config = { swDest, globDirectory: root, backgroundFetch: { routes, fallback: false } };
    const code = `const { generateSW } = await import(${JSON.stringify(import.meta.resolve('workbox-build'))});
      const { withBackgroundFetch } = await import(${JSON.stringify(import.meta.resolve('workbox-background-fetch/build'))});
      await generateSW(withBackgroundFetch(${JSON.stringify(config)}));`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code]);
    const scripts = (await readdir(root)).filter((name) => SCRIPT_NAME.test(name));
    assert.is(scripts.length, 1);
    assert.match(await readFile(swDest, 'utf8'), scripts[0] ?? 'none');
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

test.run();
