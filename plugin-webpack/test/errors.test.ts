import { join } from 'node:path';
import { InjectManifest as RspackInjectManifest } from '@aaroon/workbox-rspack-plugin';
import { rspack } from '@rspack/core';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import webpack from 'webpack';
import {
  BackgroundFetchBuildError,
  type BackgroundFetchOptions,
  withBackgroundFetch,
} from 'workbox-background-fetch/build';
import { generateSW, injectManifest } from 'workbox-build';
import workbox from 'workbox-webpack-plugin';
import { createPlace } from './support/place.ts';
import { type AnyCompiler, run } from './support/run-compiler.ts';

const { GenerateSW, InjectManifest } = workbox;
const place = await createPlace('errors');
const swSrc = join(place.root, 'src/sw.js');
const talk: BackgroundFetchOptions = { routes: [{ id: 'talk/:slug', requests: 'media/:slug.txt' }] };
const glob: BackgroundFetchOptions = { routes: [{ id: 'model', requests: { glob: 'model/**' } }] };

/** Takes the script out again, as a plugin that sets Workbox's options late would. */
class Meddler {
  apply(compiler: webpack.Compiler): void {
    compiler.hooks.thisCompilation.tap('Meddler', ({ hooks }) => {
      hooks.processAssets.tap({ name: 'Meddler', stage: 2985 }, () => {
        const plugin = compiler.options.plugins.find((other) => other instanceof GenerateSW);
        if (plugin) (plugin as unknown as { config: { importScripts: string[] } }).config.importScripts = [];
      });
    });
  }
}

function compiler(plugins: unknown[], options = talk): AnyCompiler {
  return webpack({
    context: place.root,
    mode: 'production',
    entry: './src/main.js',
    output: { path: place.out },
    plugins: [
      ...plugins,
      new BackgroundFetchWebpackPlugin({ ...options, dts: false }),
    ] as webpack.Configuration['plugins'],
  }) as AnyCompiler;
}

function viaRspack(plugins: unknown[]): AnyCompiler {
  return rspack({
    context: place.root,
    entry: './src/main.js',
    plugins: [...plugins, new BackgroundFetchWebpackPlugin({ ...talk, dts: false })] as never[],
  });
}

/** What is wrong, what makes it fail, the code, and the remedy that the message must name. */
const mistakes: [what: string, fail: () => unknown, code: string, remedy: RegExp][] = [
  [
    'no Workbox plugin',
    () => run(compiler([new Meddler()])),
    'no-workbox-plugin',
    /its plugins: Meddler, BackgroundFetchWebpackPlugin.*Add GenerateSW or InjectManifest/s,
  ],
  [
    'no Workbox plugin, Rspack',
    () => run(viaRspack([])),
    'no-workbox-plugin',
    /Add GenerateSW or InjectManifest/,
  ],
  [
    'two Workbox plugins',
    () => run(compiler([new GenerateSW(), new InjectManifest({ swSrc, swDest: 'other.js' })])),
    'several-workbox-plugins',
    /2 Workbox plugins.*GenerateSW, InjectManifest of .*sw\.js \(swDest: other\.js\)\. Keep one/s,
  ],
  [
    'compileSrc: false',
    () => run(compiler([new InjectManifest({ swSrc, compileSrc: false })])),
    'worker-not-compiled',
    /compileSrc: false.*sw\.js.*Leave compileSrc out/s,
  ],
  [
    'compileSrc: false, Rspack',
    () => run(viaRspack([new RspackInjectManifest({ swSrc, compileSrc: false })])),
    'worker-not-compiled',
    /Leave compileSrc out/,
  ],
  [
    'a glob without files, webpack',
    () => run(compiler([new GenerateSW()], glob)),
    'empty-glob',
    /"model\/\*\*".*which has: .*main\.js/s,
  ],
  [
    'importScripts replaced by another plugin',
    () => run(compiler([new GenerateSW({ swDest: 'sw.js' }), new Meddler()])),
    'script-not-imported',
    /sw\.js does not import background-fetch-sw\..*Did another plugin replace its importScripts/s,
  ],
  ['misspelt option', () => compiler([], { ...talk, route: [] } as never), 'invalid-options', /route/],
  [
    'withBackgroundFetch without routes',
    () => withBackgroundFetch({ swDest: 'sw.js' } as never),
    'missing-option',
    /backgroundFetch: \{ routes \}/,
  ],
  [
    'a glob without files, workbox-build',
    () =>
      generateSW(
        withBackgroundFetch({
          globDirectory: join(place.root, 'public'),
          swDest: join(place.out, 'sw.js'),
          backgroundFetch: glob,
        }),
      ),
    'empty-glob',
    /which has: .*models\//s,
  ],
  [
    'a glob without globDirectory',
    () => withBackgroundFetch({ swDest: join(place.out, 'sw.js'), backgroundFetch: glob }),
    'empty-glob',
    /which has: no files/,
  ],
  [
    'a worker without injection point',
    () =>
      injectManifest(
        withBackgroundFetch({
          globDirectory: join(place.root, 'public'),
          swSrc: join(place.root, 'src/main.js'),
          swDest: join(place.out, 'sw.js'),
          backgroundFetch: talk,
        }),
      ),
    'no-injection-point',
    /main\.js has no "self\.__WB_MANIFEST".*injectionPoint/s,
  ],
];

const test = suite('mistakes');

for (const [what, fail, code, remedy] of mistakes) {
  test(what, async () => {
    const error = await Promise.resolve()
      .then(fail)
      .then(
        () => undefined,
        (reason: unknown) => reason,
      );
    assert.instance(error, Error);
    const { message } = error as Error;
    if (error instanceof BackgroundFetchBuildError) assert.is(error.code, code);
    assert.match(message, `docs/errors.md#${code}`);
    assert.match(message, remedy);
  });
}

test.run();
