import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rspack } from '@rspack/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import webpack, { type Configuration } from 'webpack';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import workbox from 'workbox-webpack-plugin';
import { build, config } from './support/compile.ts';
import { createPlace } from './support/place.ts';
import { GLOBBED, routes } from './support/routes.ts';
import { type AnyCompiler, run } from './support/run-compiler.ts';
import { describe, describedIn, readWorker } from './support/worker.ts';

const { GenerateSW, InjectManifest } = workbox;

/** What Next.js gives its compilers. */
const next = (base: string): unknown[] => [
  new webpack.DefinePlugin({ 'process.env.__NEXT_ROUTER_BASEPATH': JSON.stringify(base) }),
];

/** As the plugins are called by which frameworks are known. */
class InterpolateHtmlPlugin {
  apply(): void {}
}
class RsbuildHtmlPlugin {
  apply(): void {}
}

const publicFolder = suite('the public folder');

/** What is built, where to, and the worker's folder from there: the files are `public/`'s, which no plugin copies. */
const folders: [
  what: string,
  plugins: unknown[],
  publicDir: string | undefined,
  swDest: string,
  publicPath: string,
][] = [
  ['Next.js', next(''), undefined, '../public/sw.js', '/_next/'],
  ['Next.js with a base path', next('/app'), undefined, '../public/sw.js', '/app/_next/'],
  ['Next.js on a CDN', next('/app'), undefined, '../public/sw.js', 'https://cdn.example/_next/'],
  ['Create React App', [new InterpolateHtmlPlugin()], undefined, 'sw.js', '/app/'],
  ['Rsbuild', [new RsbuildHtmlPlugin()], undefined, 'sw.js', 'auto'],
  ['stated', [], 'public', 'sw.js', '/'],
  ['stated, with the worker in it', [], './public', '../public/sw.js', '/assets/'],
];

for (const [what, plugins, publicDir, swDest, publicPath] of folders) {
  for (const kind of ['GenerateSW', 'InjectManifest']) {
    publicFolder(`${what}, ${kind}: sizes, hashes, and what globs stand for is not precached`, async () => {
      const place = await createPlace(`folder ${what} ${kind}`);
      const base = publicPath.startsWith('/app/') || what.includes('CDN') ? '/app/' : '/';
      const additionalManifestEntries = [
        'media/one.txt',
        ...GLOBBED,
        'background-fetch-sw.0123456789.js',
      ].map((url) => ({ url: base + url, revision: '1' }));
      const options = { swDest, additionalManifestEntries };
      const plugin =
        kind === 'GenerateSW'
          ? new GenerateSW(options)
          : new InjectManifest({ ...options, swSrc: join(place.root, 'src/sw.js') });
      const more = publicDir === undefined ? {} : { publicDir };
      await build(config(place, place.out, [...plugins, plugin], more, { output: { publicPath } }));
      const { allCode, manifests } = await readWorker(join(place.out, swDest, '..'));
      assert.not.match(configLine(allCode), /\bbase:/);
      for (const url of ['media/one.txt', ...GLOBBED])
        assert.equal(describedIn(allCode, url), await describe(join(place.root, 'public', url)), url);
      const precached = manifests.flat();
      assert.ok(precached.includes(`${base}media/one.txt`), precached.join());
      for (const url of GLOBBED) assert.not.ok(precached.includes(base + url), url);
      assert.not.ok(precached.some((url) => url.includes('background-fetch-sw')));
    });
  }
}

publicFolder('a stated folder that is not there is named', async () => {
  const place = await createPlace('folder missing');
  const error = await build(config(place, place.out, [new GenerateSW()], { publicDir: 'pubic' })).catch(
    (reason: unknown) => reason,
  );
  const folder = join(place.root, 'pubic');
  const expected = new BackgroundFetchBuildError('missing-folder', { option: 'publicDir', folder });
  assert.match(String(error), expected.message);
});

publicFolder('one that the bundler writes into is none', async () => {
  const place = await createPlace('folder written');
  const plugins = [new GenerateSW({ swDest: '../sw.js' })];
  const options = { routes: routes.slice(0, 1) };
  const output = { publicPath: '/build/' };
  await build(config(place, join(place.root, 'public/build'), plugins, options, { output }));
  const { allCode } = await readWorker(join(place.root, 'public'));
  assert.match(configLine(allCode), /\bbase:"\/build\/"/);
  assert.is(describedIn(allCode, 'media/one.txt'), undefined);
});

publicFolder('a script of an earlier build does not stay beside a worker in it', async () => {
  const place = await createPlace('folder stale');
  const stale = join(place.root, 'public/background-fetch-sw.0123456789.js');
  await writeFile(stale, '');
  await build(config(place, place.out, [...next(''), new GenerateSW({ swDest: '../public/sw.js' })]));
  assert.not.ok(existsSync(stale));
  const names = await readdir(join(place.root, 'public'));
  assert.is(names.filter((name) => name.startsWith('background-fetch-')).length, 2);
});

/** The runtime has members of the same names as the config. */
function configLine(code: string): string {
  const [line] = /^.*self\.__BGF_CONFIG=.*/m.exec(code) ?? [];
  assert.ok(line);
  return line;
}

publicFolder.run();

const kinds = suite('compilers without a Workbox plugin');

/** Which compilers need none. */
const compilers: [what: string, changes: Configuration, good: boolean][] = [
  ['pages', {}, false],
  ['pages, named', { name: 'client' }, false],
  ['pages, development', { mode: 'development' }, true],
  ['a server', { target: 'node' }, true],
  ['a server of this version', { target: 'node18.17' }, true],
  ["Next.js's edge server", { name: 'edge-server', target: ['web', 'es6'] }, true],
  ['a worker', { target: 'webworker' }, true],
  ['server-side rendering by its name', { name: 'ssr' }, true],
  ['a page whose name has "ssr" in a word', { name: 'classroom' }, false],
];

for (const [what, changes, good] of compilers) {
  for (const [bundler, compile] of [
    ['webpack', (options: Configuration) => webpack(options) as AnyCompiler],
    ['Rspack', (options: Configuration) => rspack(options as never) as AnyCompiler],
  ] as const) {
    kinds(`${what}, ${bundler}`, async () => {
      const place = await createPlace(`kind ${what} ${bundler}`);
      await writeFile(
        join(place.root, 'src/main.js'),
        `import { downloads } from 'virtual:background-fetch';
        import { downloads as same } from 'background-fetch-webpack-plugin/client';
        console.log(downloads === same, downloads.supported());`,
      );
      const infrastructureLogging = { level: 'none' } as const;
      const error = await run(
        compile(config(place, place.out, [], {}, { ...changes, infrastructureLogging })),
      ).catch((reason: unknown) => reason);
      if (good) {
        assert.is(error, undefined);
        assert.ok(existsSync(join(place.out, 'main.js')));
        return;
      }
      assert.instance(error, BackgroundFetchBuildError);
      assert.is((error as BackgroundFetchBuildError).code, 'no-workbox-plugin');
      assert.equal((error as BackgroundFetchBuildError).details, {
        plugins: ['BackgroundFetchWebpackPlugin'],
      });
    });
  }
}

kinds('on a server the client is there, and nothing is supported', async () => {
  const { downloads, DownloadEvent } = await import('background-fetch-webpack-plugin/client');
  assert.is(downloads.supported(), false);
  assert.type(DownloadEvent, 'function');
});

for (const [fallback, used] of [
  ['auto', 'index'],
  ['always', 'always'],
  [false, 'native'],
] as const) {
  kinds(`the client's module has the fallback of the options: ${fallback}`, async () => {
    const place = await createPlace(`client ${fallback}`);
    await writeFile(
      join(place.root, 'src/main.js'),
      "import { downloads } from 'background-fetch-webpack-plugin/client'; console.log(downloads);",
    );
    const development = { mode: 'development', infrastructureLogging: { level: 'none' } } as const;
    await build(config(place, place.out, [], { fallback }, development));
    assert.match(await readFile(join(place.out, 'main.js'), 'utf8'), `client/${used}.js`);
  });
}

kinds.run();
