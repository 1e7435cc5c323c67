import { inspect } from 'node:util';
import { rspack } from '@rspack/core';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import webpack from 'webpack';
import workbox from 'workbox-webpack-plugin';
import { createPlace } from './support/place.ts';
import { type AnyCompiler, run } from './support/run-compiler.ts';
import { readWorker } from './support/worker.ts';

/** What GenerateSW takes that concerns navigations: it has no `cleanURLs`, which are on. */
interface Navigation {
  directoryIndex?: string | null;
  ignoreURLParametersMatching?: RegExp[];
}

const CASES: [options: Navigation, expected?: Navigation][] = [
  [{}],
  [{ directoryIndex: 'index.html' }, { directoryIndex: 'index.html' }],
  [{ directoryIndex: 'start.html' }, { directoryIndex: 'start.html' }],
  [{ directoryIndex: null }, { directoryIndex: null }],
  [{ ignoreURLParametersMatching: [] }, { ignoreURLParametersMatching: [] }],
  [{ ignoreURLParametersMatching: [/./] }, { ignoreURLParametersMatching: [/./] }],
  [
    { directoryIndex: 'home.htm', ignoreURLParametersMatching: [/^ref$/i, /^gclid$/] },
    { directoryIndex: 'home.htm', ignoreURLParametersMatching: [/^ref$/i, /^gclid$/] },
  ],
];

const BUNDLERS: [name: string, compile: (options: webpack.Configuration) => AnyCompiler][] = [
  ['webpack', (options) => webpack(options) as AnyCompiler],
  ['Rspack', (options) => rspack(options as never) as AnyCompiler],
];

/** The config that the first line of a script gives to the routes. */
function configOf(script: string): { navigation?: Navigation } {
  const line = /^self\.__BGF_CONFIG=.*;$/m.exec(script)?.[0] ?? '';
  const scope: { __BGF_CONFIG?: { navigation?: Navigation } } = {};
  new Function('self', line)(scope);
  if (!scope.__BGF_CONFIG) throw new Error('The script has no config.');
  return scope.__BGF_CONFIG;
}

const test = suite('navigation options of GenerateSW');

for (const [bundler, compile] of BUNDLERS) {
  for (const [options, expected] of CASES) {
    test(`${bundler}: ${inspect(options)}`, async () => {
      const { root, out } = await createPlace(`navigation ${bundler}`);
      const plugins = [
        new workbox.GenerateSW({ swDest: 'sw.js', navigateFallback: 'index.html', ...options }),
        new BackgroundFetchWebpackPlugin({
          routes: [{ id: 'page/:name', requests: ':name.html' }],
          dts: false,
        }),
      ] as unknown as webpack.WebpackPluginInstance[];
      await run(
        compile({
          context: root,
          mode: 'production',
          entry: './src/main.js',
          output: { path: out },
          plugins,
        }),
      );
      const { allCode } = await readWorker(out);
      assert.equal(configOf(allCode).navigation, expected);
    });
  }
}

test.run();
