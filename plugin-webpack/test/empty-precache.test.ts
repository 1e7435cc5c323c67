import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rspack } from '@rspack/core';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import webpack, { type Configuration } from 'webpack';
import { withBackgroundFetch } from 'workbox-background-fetch/build';
import { type GenerateSWOptions, generateSW, injectManifest } from 'workbox-build';
import workbox from 'workbox-webpack-plugin';
import { startWorker } from '../../runtime/test/support/run-worker.ts';
import type { Place } from './support/integration.ts';
import { createPlace } from './support/place.ts';
import { routes } from './support/routes.ts';
import { type AnyCompiler, run } from './support/run-compiler.ts';
import { readWorker } from './support/worker.ts';

const { GenerateSW, InjectManifest } = workbox;

const OWN = routes.slice(0, 1);
const NOTHING = ['**/*.none'];

function configOf({ root, out }: Place, workboxPlugin: object): Configuration {
  const plugins = [
    workboxPlugin,
    new BackgroundFetchWebpackPlugin({ routes: OWN, dts: false, publicDir: 'public' }),
  ];
  return {
    context: root,
    mode: 'production',
    entry: './src/main.js',
    plugins: plugins as webpack.WebpackPluginInstance[],
    output: { path: out },
  };
}

const generate = async ({ out }: Place, more: Partial<GenerateSWOptions>): Promise<void> => {
  const config = { swDest: join(out, 'sw.js'), ...more, backgroundFetch: { routes: OWN } };
  await generateSW(withBackgroundFetch(config));
};

/** Ways to have a worker made, none of which finds a file to precache. */
const WAYS: Record<string, (place: Place) => Promise<void>> = {
  'webpack, GenerateSW': (place) =>
    run(webpack(configOf(place, new GenerateSW({ swDest: 'sw.js', exclude: [/./] }))) as AnyCompiler),
  'Rspack, GenerateSW': (place) =>
    run(
      rspack(configOf(place, new GenerateSW({ swDest: 'sw.js', exclude: [/./] })) as object) as AnyCompiler,
    ),
  'webpack, GenerateSW whose transform leaves nothing': (place) => {
    const manifestTransforms = [() => ({ manifest: [] })];
    return run(
      webpack(configOf(place, new GenerateSW({ swDest: 'sw.js', manifestTransforms }))) as AnyCompiler,
    );
  },
  'webpack, InjectManifest': (place) =>
    run(
      webpack(
        configOf(place, new InjectManifest({ swSrc: './src/sw.js', swDest: 'sw.js', exclude: [/./] })),
      ) as AnyCompiler,
    ),
  'workbox-build, generateSW that finds nothing': (place) =>
    generate(place, { globDirectory: place.out, globPatterns: NOTHING }),
  'workbox-build, generateSW without patterns': (place) =>
    generate(place, { globDirectory: place.out, globPatterns: [] }),
  'workbox-build, generateSW without a folder': (place) => generate(place, {}),
  'workbox-build, generateSW without a folder, with an empty list of routes': (place) =>
    generate(place, { runtimeCaching: [] }),
  async 'workbox-build, injectManifest'({ root, out }) {
    const swSrc = join(root, 'own-sw.js');
    await writeFile(swSrc, 'self.manifest = self.__WB_MANIFEST;');
    const config = { swSrc, swDest: join(out, 'sw.js'), globDirectory: out, globPatterns: NOTHING };
    await injectManifest(withBackgroundFetch({ ...config, backgroundFetch: { routes: OWN } }));
  },
};

const test = suite('a worker that precaches nothing');

for (const [name, build] of Object.entries(WAYS)) {
  test(name, async () => {
    const place = await createPlace(`empty precache ${name}`);
    await cp(join(place.root, 'public'), place.out, { recursive: true });
    await build(place);
    const { allCode, manifests } = await readWorker(place.out);
    assert.equal(manifests, []);
    assert.match(allCode, 'talk/:slug');
    const worker = await startWorker(join(place.out, 'sw.js'));
    assert.ok(worker.handlers.has('backgroundfetchsuccess'));
    assert.is(await worker.serve('/index.html'), undefined, 'it leaves all else to the network');
  });
}

const IDLE = /Response\.error\(\)\s*,?\s*["'`]GET["'`]/;

for (const [name, more] of Object.entries({
  'files to precache': { globPatterns: ['**/*.txt'] },
  'entries of its own': { globPatterns: NOTHING, additionalManifestEntries: [{ url: 'a', revision: '1' }] },
  'routes of its own': {
    globPatterns: NOTHING,
    runtimeCaching: [{ urlPattern: /api/, handler: 'NetworkOnly' }],
  },
} satisfies Record<string, Partial<GenerateSWOptions>>)) {
  test(`one that has ${name} gets no route that nobody takes`, async () => {
    const place = await createPlace(`full precache ${name}`);
    await cp(join(place.root, 'public'), place.out, { recursive: true });
    await generate(place, { globDirectory: place.out, globPatterns: [] });
    assert.match((await readWorker(place.out)).code, IDLE);
    await generate(place, { globDirectory: place.out, ...more });
    assert.not.match((await readWorker(place.out)).code, IDLE);
  });
}

test('a config that Workbox is given again, when there is something to precache', async () => {
  const place = await createPlace('empty precache again');
  const globDirectory = place.out;
  await cp(join(place.root, 'public'), globDirectory, { recursive: true });
  const config = withBackgroundFetch({
    swDest: join(place.out, 'sw.js'),
    globDirectory,
    globPatterns: ['later.txt'],
    backgroundFetch: { routes: OWN },
  });
  await generateSW(config);
  assert.match((await readWorker(place.out)).code, IDLE);
  await writeFile(join(globDirectory, 'later.txt'), 'later');
  await generateSW(config);
  const { code, manifests } = await readWorker(place.out);
  assert.equal(manifests, [['later.txt']]);
  assert.not.match(code, IDLE);
});

test.run();
