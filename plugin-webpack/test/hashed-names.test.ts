import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rspack } from '@rspack/core';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import CopyPlugin from 'copy-webpack-plugin';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import webpack from 'webpack';
import workbox from 'workbox-webpack-plugin';
import { createPlace } from './support/place.ts';
import { type AnyCompiler, run } from './support/run-compiler.ts';
import { readWorker } from './support/worker.ts';

/** What a bundler does with a file, and whether it says that the URL that comes out changes with the content. */
const names: [
  what: string,
  emitted: RegExp,
  from: 'source' | 'copy' | 'public',
  to: string,
  // Rspack says nothing of copied files: a revision costs little.
  hashed: boolean | 'webpack',
][] = [
  ['a content hash', /^film\.\w{16,20}\.bin$/, 'source', '[name].[contenthash][ext]', true],
  ['a short content hash alone', /^\w{6}\.bin$/, 'source', '[contenthash:6][ext]', true],
  ['the name alone', /^film\.bin$/, 'source', '[name][ext]', false],
  ['a name with a word like a hash', /^film-introduction\.bin$/, 'source', '[name]-introduction[ext]', false],
  [
    'a name with digits like a hash',
    /^film\.0123456789abcdef0123\.bin$/,
    'source',
    '[name].0123456789abcdef0123[ext]',
    false,
  ],
  [
    'copied, a word like a hash',
    /^assets\/lecture-introduction\.bin$/,
    'copy',
    'assets/lecture-introduction[ext]',
    false,
  ],
  [
    'copied, digits like a hash',
    /^assets\/film\.8d7a6f5e\.bin$/,
    'copy',
    'assets/[name].8d7a6f5e[ext]',
    false,
  ],
  [
    'copied, with a content hash',
    /^assets\/film\.\w{16,20}\.bin$/,
    'copy',
    'assets/[name].[contenthash][ext]',
    'webpack',
  ],
  ['in the public folder, digits like a hash', /^film\.8d7a6f5e\.bin$/, 'public', 'film.8d7a6f5e.bin', false],
];

const BUNDLERS = {
  webpack: {
    compile: (config: webpack.Configuration) => webpack(config) as AnyCompiler,
    copy: (patterns: { from: string; to: string }[]) => new CopyPlugin({ patterns }),
  },
  Rspack: {
    compile: (config: webpack.Configuration) => rspack(config as never) as AnyCompiler,
    copy: (patterns: { from: string; to: string }[]) => new rspack.CopyRspackPlugin({ patterns }),
  },
};

for (const [bundler, { compile, copy }] of Object.entries(BUNDLERS)) {
  const test = suite(`hashed names, ${bundler}`);
  for (const [what, emitted, from, to, hashed] of names) {
    test(what, async () => {
      const place = await createPlace(`hashed ${bundler} ${what}`);
      const code = from === 'source' ? "console.log(new URL('./film.bin', import.meta.url).href);" : '';
      await writeFile(join(place.root, 'src/main.js'), code);
      await writeFile(join(place.root, 'src/film.bin'), 'a film');
      if (from === 'public') await writeFile(join(place.root, 'public', to), 'a film');
      const plugins = [
        ...(from === 'copy' ? [copy([{ from: 'src/film.bin', to }])] : []),
        new workbox.GenerateSW({ swDest: 'sw.js' }),
        new BackgroundFetchWebpackPlugin({
          routes: [{ id: 'film', requests: { glob: '**/*.bin' } }],
          dts: false,
          publicDir: from === 'public' ? 'public' : false,
        }),
      ] as unknown as webpack.WebpackPluginInstance[];
      await run(
        compile({
          context: place.root,
          mode: 'production',
          entry: './src/main.js',
          output: { path: place.out, ...(from === 'source' ? { assetModuleFilename: to } : {}) },
          plugins,
        }),
      );
      const { allCode } = await readWorker(place.out);
      const [, path = '', mark] = /"([\w./-]+\.bin)":\[6,"[\w-]{43}"(,1)?\]/.exec(allCode) ?? [];
      assert.match(path, emitted);
      assert.is(mark === ',1', hashed === true || hashed === bundler);
    });
  }
  test.run();
}
