import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type RouteOptions, withBackgroundFetch } from 'workbox-background-fetch/build';
import { injectManifest } from 'workbox-build';

const OLD = '// the worker of the build before';
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
  test(`${name}: the worker of the build before stays as it was`, async () => {
    const root = await mkdtemp(join(tmpdir(), 'failed-build-'));
    try {
      const [swSrc, swDest] = [join(root, 'source.js'), join(root, 'sw.js')];
      await writeFile(swSrc, source);
      await writeFile(swDest, OLD);
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
      assert.not((await readdir(root)).includes('sw.js.map'));
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
}

test.run();
