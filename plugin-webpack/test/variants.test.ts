import { execFile } from 'node:child_process';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rspack } from '@rspack/core';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import CopyPlugin from 'copy-webpack-plugin';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import webpack, { type Configuration } from 'webpack';
import { withBackgroundFetch } from 'workbox-background-fetch/build';
import { SCRIPT_NAME } from 'workbox-background-fetch/build/internal';
import { generateSW } from 'workbox-build';
import workbox from 'workbox-webpack-plugin';
import type { Place } from './support/integration.ts';
import { createPlace } from './support/place.ts';
import { routes } from './support/routes.ts';
import { type AnyCompiler, run } from './support/run-compiler.ts';
import { describe, describedIn, readWorker } from './support/worker.ts';

const { GenerateSW, InjectManifest } = workbox;

const config = (
  { root, out }: Place,
  workboxPlugin: object,
  changes: Configuration = {},
  copy: object = new CopyPlugin({ patterns: [{ from: 'public' }] }),
): Configuration => ({
  context: root,
  mode: 'production',
  entry: './src/main.js',
  plugins: [
    copy as webpack.WebpackPluginInstance,
    workboxPlugin as webpack.WebpackPluginInstance,
    new BackgroundFetchWebpackPlugin({ routes, dts: false }),
  ],
  ...changes,
  output: { path: out, ...changes.output },
});

const build = (options: Configuration | Configuration[]): Promise<void> =>
  run(webpack(options as Configuration) as AnyCompiler);

const publicPaths: [publicPath: string, url: string][] = [
  ['auto', 'media/one.txt'],
  ['', 'media/one.txt'],
  ['/', 'media/one.txt'],
  ['/app/', 'media/one.txt'],
];

const test = suite('webpack, variants');

for (const [publicPath, url] of publicPaths) {
  test(`publicPath "${publicPath}"`, async () => {
    const place = await createPlace('variant public path');
    await build(config(place, new GenerateSW({ swDest: 'sw.js' }), { output: { publicPath } }));
    const { imported, allCode } = await readWorker(place.out);
    assert.match(imported[0] ?? '', SCRIPT_NAME);
    assert.equal(describedIn(allCode, url), await describe(join(place.out, 'media/one.txt')));
  });
}

test('publicPath on a CDN: what globs stand for is fetched from there', async () => {
  const place = await createPlace('variant cdn');
  const output = { publicPath: 'https://cdn.example/v1/' };
  await build(config(place, new GenerateSW({ swDest: 'sw.js' }), { output }));
  const { imported, allCode } = await readWorker(place.out);
  assert.match(imported[0] ?? '', SCRIPT_NAME);
  const url = 'https://cdn.example/v1/models/net.json';
  assert.ok(allCode.includes(`{url:"${url}"}`));
  assert.equal(describedIn(allCode, url), await describe(join(place.out, 'models/net.json')));
});

for (const [kind, plugin] of [
  ['GenerateSW', () => new GenerateSW({ swDest: 'workers/sw.js' })],
  [
    'InjectManifest',
    (root: string) => new InjectManifest({ swSrc: join(root, 'src/sw.js'), swDest: 'workers/sw.js' }),
  ],
] as const) {
  test(`swDest in a subfolder, ${kind}`, async () => {
    const place = await createPlace(`variant subfolder ${kind}`);
    await build(config(place, plugin(place.root)));
    const { imported, allCode, manifests } = await readWorker(join(place.out, 'workers'));
    for (const script of imported) assert.match(script, SCRIPT_NAME);
    assert.is(manifests.length, 1);
    assert.match(allCode, /base:\s*["'`]\.\.\/["'`]/);
    assert.equal(describedIn(allCode, 'media/one.txt'), await describe(join(place.out, 'media/one.txt')));
  });
}

test('swDest absolute', async () => {
  const place = await createPlace('variant absolute');
  await build(config(place, new GenerateSW({ swDest: join(place.out, 'sw.js') })));
  assert.match((await readWorker(place.out)).imported[0] ?? '', SCRIPT_NAME);
});

test('names with a hash of the content need no revision', async () => {
  const place = await createPlace('variant hashed');
  await writeFile(
    join(place.root, 'src/main.js'),
    "console.log(new URL('./film.bin', import.meta.url).href);",
  );
  await writeFile(join(place.root, 'src/film.bin'), 'a film');
  const plugins = [
    new GenerateSW({ swDest: 'sw.js' }),
    new BackgroundFetchWebpackPlugin({ routes: [{ id: 'film', requests: { glob: '*.bin' } }], dts: false }),
  ] as unknown as webpack.WebpackPluginInstance[];
  await build(config(place, {}, { plugins, output: { assetModuleFilename: '[name].[contenthash][ext]' } }));
  const { allCode, manifests } = await readWorker(place.out);
  assert.match(allCode, /"film\.\w+\.bin":\[6,"[\w-]{43}",1\]/);
  assert.not.ok(manifests[0]?.some((url) => url.endsWith('.bin')));
});

test("a worker that imports the module by hand has it once, and the user's excludes stay", async () => {
  const place = await createPlace('variant by hand');
  const swSrc = join(place.root, 'src/sw.js');
  await writeFile(swSrc, `import 'virtual:background-fetch/sw';\n${await readFile(swSrc, 'utf8')}`);
  const exclude = [({ asset }: { asset: { name: string } }) => asset.name.startsWith('icons/'), /never/];
  await build(config(place, new InjectManifest({ swSrc, swDest: 'sw.js', exclude: exclude as never[] })));
  const { code, manifests } = await readWorker(place.out);
  assert.is(code.split('backgroundfetchsuccess').length, 2);
  const precached = manifests.flat();
  assert.not.ok(precached.some((url) => url.startsWith('models/net')));
  assert.not.ok(precached.some((url) => url.startsWith('icons/')));
});

test('MultiCompiler: each has its own worker', async () => {
  const places = [await createPlace('variant multi one'), await createPlace('variant multi two')];
  await writeFile(join(places[1]?.root ?? '', 'public/media/one.txt'), 'Something else');
  await build(
    places.map((place, at) => config(place, new GenerateSW({ swDest: 'sw.js' }), { name: `app ${at}` })),
  );
  const workers = await Promise.all(places.map(({ out }) => readWorker(out)));
  assert.is.not(workers[0]?.imported[0], workers[1]?.imported[0]);
  for (const [at, { out }] of places.entries()) {
    const described = describedIn(workers[at]?.allCode ?? '', 'media/one.txt');
    assert.equal(described, await describe(join(out, 'media/one.txt')));
  }
});

for (const [bundler, compile] of [
  ['webpack', (options: Configuration) => webpack(options) as AnyCompiler],
  ['Rspack', (options: Configuration) => rspack(options as never) as AnyCompiler],
] as const) {
  test(`persistent cache, ${bundler}`, async () => {
    const place = await createPlace(`variant cache ${bundler}`);
    const swSrc = join(place.root, 'src/sw.js');
    const directory = join(place.root, 'cache');
    const cache =
      bundler === 'webpack'
        ? { type: 'filesystem', cacheDirectory: directory }
        : { type: 'persistent', storage: { type: 'filesystem', directory } };
    const { InjectManifest: Inject } =
      bundler === 'webpack' ? workbox : await import('@aaroon/workbox-rspack-plugin');
    const patterns = [{ from: 'public' }];
    const copy =
      bundler === 'webpack' ? new CopyPlugin({ patterns }) : new rspack.CopyRspackPlugin({ patterns });
    const once = (): Promise<void> =>
      run(compile(config(place, new Inject({ swSrc, swDest: 'sw.js' }), { cache: cache as never }, copy)));
    await once();
    assert.ok((await readdir(directory)).length > 0);
    await cp(join(place.root, 'public/media/two.txt'), join(place.root, 'public/media/one.txt'));
    await once();
    const { allCode, manifests } = await readWorker(place.out);
    assert.equal(describedIn(allCode, 'media/one.txt'), await describe(join(place.out, 'media/two.txt')));
    assert.is(manifests.length, 1);
  });
}

test('the declaration file has the ids', async () => {
  const place = await createPlace('variant declaration');
  const plugins = [new GenerateSW(), new BackgroundFetchWebpackPlugin({ routes })];
  await build(
    config(place, {}, { plugins: plugins as unknown as webpack.WebpackPluginInstance[], mode: 'none' }),
  ).catch(() => {});
  const declaration = await readFile(join(place.root, 'src/background-fetch.d.ts'), 'utf8');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the type's own syntax
  assert.match(declaration, "'talk/:slug': { id: `talk/${string}`;");
  assert.match(declaration, "model: { id: 'model';");
});

test('a config in CommonJS', async () => {
  const place = await createPlace('variant commonjs');
  // In a process of its own: here another loader stands in for the one of Node.
  const script =
    "console.log(typeof require('background-fetch-webpack-plugin').BackgroundFetchWebpackPlugin)";
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: place.root });
  assert.is(stdout.trim(), 'function');
});

test.run();

const plain = suite('workbox-build, variants');

plain('without globDirectory the script is there at once, without sizes', async () => {
  const place = await createPlace('variant no folder');
  const runtimeCaching = [{ urlPattern: /api/, handler: 'NetworkFirst' as const }];
  await generateSW(
    withBackgroundFetch({
      swDest: join(place.out, 'sw.js'),
      runtimeCaching,
      importScripts: ['other.js'],
      backgroundFetch: { routes: routes.slice(0, 1) },
    }),
  );
  const { imported, code, allCode } = await readWorker(place.out);
  assert.is(imported.length, 1);
  assert.match(code, /background-fetch-sw\.[\w-]+\.js",\s*"other\.js"/);
  assert.match(allCode, 'talk/:slug');
});

plain("the user's ignores and transforms stay", async () => {
  const place = await createPlace('variant ignores');
  await cp(join(place.root, 'public'), place.out, { recursive: true });
  await generateSW(
    withBackgroundFetch({
      globDirectory: place.out,
      globPatterns: ['**/*.{txt,json,md}'],
      globIgnores: ['**/two.txt'],
      modifyURLPrefix: { '': '/app/' },
      manifestTransforms: [
        async (manifest: { url: string; revision: string | null; size: number }[]) => ({
          manifest: manifest.filter(({ url }) => !url.endsWith('.md')),
        }),
      ],
      swDest: join(place.out, 'sw.js'),
      backgroundFetch: { routes },
    }),
  );
  assert.equal((await readWorker(place.out)).manifests, [['/app/media/one.txt']]);
});

plain.run();
