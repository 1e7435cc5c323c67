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
import { told } from './support/told.ts';

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

const TWICE =
  'BackgroundFetchWebpackPlugin is among the plugins 2 times, but an app has one service worker, which would get the ' +
  'routes of one of them alone. Put all routes into one: { routes: [...] }.';

/** What is wrong, what makes it fail, the code, and the message before the place where to read on. ROOT stands for the fixture. */
const mistakes: [what: string, fail: () => unknown, code: string, message: string][] = [
  [
    'no Workbox plugin',
    () => run(compiler([new Meddler()])),
    'no-workbox-plugin',
    'BackgroundFetchWebpackPlugin adds to the service worker of a Workbox plugin, and there is none in this ' +
      'compiler (its plugins: Meddler, BackgroundFetchWebpackPlugin). Add GenerateSW or InjectManifest from ' +
      'workbox-webpack-plugin to the same list of plugins.',
  ],
  [
    'no Workbox plugin, Rspack',
    () => run(viaRspack([])),
    'no-workbox-plugin',
    'BackgroundFetchWebpackPlugin adds to the service worker of a Workbox plugin, and there is none in this ' +
      'compiler (its plugins: BackgroundFetchWebpackPlugin). Add GenerateSW or InjectManifest from ' +
      'workbox-webpack-plugin to the same list of plugins.',
  ],
  [
    'two Workbox plugins',
    () => run(compiler([new GenerateSW(), new InjectManifest({ swSrc, swDest: 'other.js' })])),
    'several-workbox-plugins',
    'This compiler has 2 Workbox plugins, and only one of their service workers can handle the background ' +
      'fetches of a scope: GenerateSW, InjectManifest of ROOT/src/sw.js (swDest: other.js). Keep one here, and ' +
      'move the others into a config of their own.',
  ],
  [
    'two of ours',
    () => run(compiler([new GenerateSW(), new BackgroundFetchWebpackPlugin({ ...glob, dts: false })])),
    'several-plugins',
    TWICE,
  ],
  [
    'two of ours, without a Workbox plugin',
    () => run(compiler([new BackgroundFetchWebpackPlugin({ ...glob, dts: false })])),
    'several-plugins',
    TWICE,
  ],
  [
    'two of ours, Rspack',
    () => run(viaRspack([new BackgroundFetchWebpackPlugin({ ...glob, dts: false })])),
    'several-plugins',
    TWICE,
  ],
  [
    'compileSrc: false',
    () => run(compiler([new InjectManifest({ swSrc, compileSrc: false })])),
    'worker-not-compiled',
    'InjectManifest has compileSrc: false, so nothing can be added to ROOT/src/sw.js. Leave compileSrc out, or ' +
      'use GenerateSW.',
  ],
  [
    'compileSrc: false, Rspack',
    () => run(viaRspack([new RspackInjectManifest({ swSrc, compileSrc: false })])),
    'worker-not-compiled',
    'InjectManifest has compileSrc: false, so nothing can be added to ROOT/src/sw.js. Leave compileSrc out, or ' +
      'use GenerateSW.',
  ],
  [
    'a glob without files, webpack',
    () => run(compiler([new GenerateSW()], glob)),
    'empty-glob',
    'Route "model": no file of the build matches "model/**". Patterns are relative to the output folder, which ' +
      'has: CHUNK.js, main.js.',
  ],
  [
    'importScripts replaced by another plugin',
    () => run(compiler([new GenerateSW({ swDest: 'sw.js' }), new Meddler()])),
    'script-not-imported',
    'The service worker sw.js does not import SCRIPT, so no background fetch would be handled. Did another ' +
      'plugin replace its importScripts?',
  ],
  [
    'misspelt option',
    () => compiler([], { route: [] } as never),
    'invalid-options',
    'The options are not valid.\n  - "route" property is not expected to be here. Did you mean property "routes"?',
  ],
  [
    'a public folder that is none',
    () => compiler([], { ...talk, publicDir: ['public'] } as never),
    'invalid-options',
    'The options are not valid.\n  - "publicDir" property type must be string',
  ],
  [
    'a misspelt option of the plugin',
    () => compiler([], { ...talk, publicdir: 'public' } as never),
    'invalid-options',
    'The options are not valid.\n  - "publicdir" property is not expected to be here. Did you mean property "publicDir"?',
  ],
  [
    'withBackgroundFetch without routes',
    () => withBackgroundFetch({ swDest: 'sw.js' } as never),
    'missing-option',
    'The option "backgroundFetch" is missing: withBackgroundFetch takes a Workbox config that has the routes: { ' +
      'backgroundFetch: { routes } }.',
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
    'Route "model": no file of the build matches "model/**". Did you mean "models/**"? Patterns are relative to the ' +
      'output folder, which has: icons/, manifest.webmanifest, media/, models/.',
  ],
  [
    'a glob without globDirectory',
    () => withBackgroundFetch({ swDest: join(place.out, 'sw.js'), backgroundFetch: glob }),
    'empty-glob',
    'Route "model": no file of the build matches "model/**". Patterns are relative to the output folder, which ' +
      'has: no files.',
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
    'The service worker ROOT/src/main.js has no "self.__WB_MANIFEST", where Workbox puts the precache manifest. ' +
      'Write it there, or give what stands there instead as the option injectionPoint.',
  ],
];

const test = suite('mistakes');

for (const [what, fail, code, message] of mistakes) {
  test(what, async () => {
    const error = await Promise.resolve()
      .then(fail)
      .then(
        () => undefined,
        (reason: unknown) => reason,
      );
    assert.instance(error, Error);
    if (error instanceof BackgroundFetchBuildError) assert.is(error.code, code);
    assert.is(told(error).replaceAll(place.root, 'ROOT'), `${message} (docs/errors.md#${code})`);
  });
}

test.run();
