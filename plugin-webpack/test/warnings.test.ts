import { join } from 'node:path';
import { InjectManifest as RspackInjectManifest } from '@aaroon/workbox-rspack-plugin';
import { rspack } from '@rspack/core';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import webpack from 'webpack';
import { addRoutesToWorker, type RouteOptions, withBackgroundFetch } from 'workbox-background-fetch/build';
import { generateSW, injectManifest } from 'workbox-build';
import workbox from 'workbox-webpack-plugin';
import { createPlace } from './support/place.ts';

interface Stats {
  hasErrors(): boolean;
  compilation: { warnings: { message: string }[] };
}

type Run = (config: object, done: (error: Error | null, stats?: Stats) => void) => unknown;

const place = await createPlace('warnings');
const publicDir = join(place.root, 'public');
const swSrc = join(place.root, 'src/sw.js');
const MISSPELT: RouteOptions[] = [{ id: 'talk/:slug', requests: ['media/:slug.txt', 'media/:slug.vtt'] }];

const WARNING =
  'Route "talk/:slug": the request "media/:slug.vtt" leads to no file of the build, though others of the route do. The nearest ' +
  'folder is "media/", which has: one.txt, two.txt. Correct the request; where a server has the file, give the request a size ' +
  'or a revision, and this is not said again. (docs/errors.md#request-without-file)';

function bundle(run: unknown, plugin: unknown, mode = 'production'): Promise<string[]> {
  const config = {
    context: place.root,
    mode,
    entry: './src/main.js',
    output: { path: place.out },
    plugins: [plugin, new BackgroundFetchWebpackPlugin({ routes: MISSPELT, publicDir, dts: false })],
  };
  return new Promise((resolve, reject) => {
    (run as Run)(config, (error, stats) => {
      if (error || stats?.hasErrors()) reject(error ?? new Error('the build has failed'));
      resolve((stats?.compilation.warnings ?? []).map(({ message }) => message.replace(/^\s*⚠ /, '').trim()));
    });
  });
}

const files = {
  globDirectory: publicDir,
  globPatterns: ['**/*.txt'],
  swDest: join(place.out, 'built/sw.js'),
};
const backgroundFetch = { routes: MISSPELT };

const WAYS: [name: string, build: () => Promise<string[]>][] = [
  ['webpack, GenerateSW', () => bundle(webpack, new workbox.GenerateSW())],
  ['webpack, InjectManifest', () => bundle(webpack, new workbox.InjectManifest({ swSrc }))],
  ['webpack, while developing', () => bundle(webpack, new workbox.GenerateSW(), 'development')],
  ['Rspack, GenerateSW', () => bundle(rspack, new workbox.GenerateSW())],
  ['Rspack, InjectManifest', () => bundle(rspack, new RspackInjectManifest({ swSrc }))],
  [
    'workbox-build, generateSW',
    async () => (await generateSW(withBackgroundFetch({ ...files, backgroundFetch }))).warnings,
  ],
  [
    'workbox-build, injectManifest',
    async () => (await injectManifest(withBackgroundFetch({ ...files, swSrc, backgroundFetch }))).warnings,
  ],
  [
    'the last step',
    async () =>
      (await addRoutesToWorker(backgroundFetch, { folder: publicDir, worker: '../src/main.js' })).warnings,
  ],
];

const test = suite('warnings');

for (const [name, build] of WAYS) {
  test(`a request that leads to no file is told once, and the build goes on: ${name}`, async () => {
    const warnings = await build();
    assert.equal(
      warnings.filter((message) => message.includes('docs/errors.md')),
      [WARNING],
    );
  });
}

test.run();
