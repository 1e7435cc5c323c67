import { symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
// The script is made of the bundle in the package, so it is the package that is tested.
import { withBackgroundFetch } from 'workbox-background-fetch/build';
import { generateSW, injectManifest } from 'workbox-build';
import { HOOKS_FILE, HOOKS_FILES, hooksRun, MARKER, ORIGIN } from '../../support/hooks-fixture.ts';
import { originOf } from '../../support/origin-of.ts';
import { startWorker } from '../../support/run-worker.ts';
import { type Files, inFolder, readFolder } from '../../support/temporary-folder.ts';

const MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
const SOURCE = 'self.manifest = self.__WB_MANIFEST;\n';

type Kind = 'generateSW' | 'generateSW without a folder' | 'injectManifest';

/** Has Workbox make a worker with hooks, in a project. */
async function make(
  kind: Kind,
  more: object,
  check: (files: Files, root: string) => Promise<void>,
  source = SOURCE,
) {
  // Dev servers of other tests set it.
  delete process.env.NODE_ENV;
  await inFolder({ ...HOOKS_FILES, 'dist/index.html': '', 'source.js': source }, async (root) => {
    await symlink(MODULES, join(root, 'node_modules'), 'junction');
    const dist = join(root, 'dist');
    const common = {
      swDest: join(dist, 'sw.js'),
      ...(kind === 'generateSW without a folder' ? {} : { globDirectory: dist }),
      ...more,
      backgroundFetch: { routes: [{ id: 'a/:b', requests: 'media/:b' }], worker: join(root, HOOKS_FILE) },
    };
    if (kind === 'injectManifest')
      await injectManifest(
        withBackgroundFetch({ ...common, globDirectory: dist, swSrc: join(root, 'source.js') }),
      );
    else
      await generateSW(
        withBackgroundFetch({
          ...common,
          runtimeCaching: [{ urlPattern: /x/, handler: 'NetworkOnly' as const }],
        }),
      );
    await check(await readFolder(dist), dist);
  });
}

const scriptIn = (files: Files): string => Object.keys(files).find((name) => /-sw\..*\.js$/.test(name)) ?? '';

const CASES: [kind: Kind, more: object, hasMap: boolean, isDevelopment: boolean, source?: string][] = [
  ['generateSW', {}, true, false],
  ['generateSW', { sourcemap: false }, false, false],
  ['generateSW', { mode: 'development', sourcemap: false }, true, true],
  ['generateSW without a folder', {}, true, false],
  ['generateSW without a folder', { mode: 'development' }, true, true],
  ['injectManifest', {}, false, false],
  ['injectManifest', {}, true, false, `${SOURCE}//# sourceMappingURL=none.js.map\n`],
];

for (const [kind, more, hasMap, isDevelopment, source] of CASES) {
  test(`${kind}, ${JSON.stringify(more)}, ${source ?? ''}: hooks run${hasMap ? ', and have a source map' : ''}`, () =>
    make(
      kind,
      more,
      async (files, dist) => {
        await hooksRun(await startWorker(join(dist, 'sw.js')), 'a/one', 'media/one');
        const script = scriptIn(files);
        const [code = '', map] = [files[script], files[`${script}.map`]];
        assert.is(map !== undefined, hasMap);
        if (map !== undefined) assert.is(originOf(code, map, MARKER), `../${ORIGIN}`);
        assert.is(/\n\t/.test(code), isDevelopment);
      },
      source,
    ));
}

for (const worker of ['none.ts', 'wrong.ts']) {
  test(`generateSW without a folder says at once what is wrong: ${worker}`, () =>
    inFolder({ 'wrong.ts': "import './none.ts';" }, async (root) => {
      const file = join(root, worker);
      const named = relative('', file);
      const config = { swDest: join(root, 'sw.js'), backgroundFetch: { routes: [], worker: file } };
      assert.throws(
        () => withBackgroundFetch(config),
        ({ message }: Error) =>
          message ===
          (worker === 'none.ts'
            ? `The option "worker" names ${file}, and there is no such file. Give the module of your hooks, relative to ` +
              "the project's root. (docs/errors.md#hooks-not-found)"
            : `The hooks in ${file} cannot be compiled: ${named}:1:8: Could not resolve './none.ts'. (docs/errors.md#hooks-not-compiled)`),
      );
    }));
}

test.run();
