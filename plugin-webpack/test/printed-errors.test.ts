import { join } from 'node:path';
import { rspack } from '@rspack/core';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import webpack from 'webpack';
import type { RouteOptions } from 'workbox-background-fetch/build';
import workbox from 'workbox-webpack-plugin';
import { createPlace } from './support/place.ts';

interface Stats {
  toString(options: object): string;
}

/** What there is in both. */
type Run = (
  config: object,
  done: (error: Error | null, stats?: Stats) => void,
) => { close(done: () => void): void };

const BUNDLERS: [name: string, run: Run][] = [
  ['webpack', webpack as unknown as Run],
  ['Rspack', rspack as unknown as Run],
];

const MISTAKES: [what: string, route: RouteOptions, message: string][] = [
  [
    'a glob that matches nothing',
    { id: 'models', requests: { glob: 'modles/**' } },
    'Route "models": no file of the build matches "modles/**".',
  ],
  [
    'a total that is too small',
    { id: 'talk', requests: 'media/one.txt', downloadTotal: 1 },
    'docs/errors.md#download-total-too-small',
  ],
];

/** As the command lines print errors, and in full. */
const FORMATS: object[] = [
  { all: false, errors: true },
  { all: false, errors: true, errorDetails: true },
  { preset: 'verbose' },
];

const test = suite('what is printed');

for (const [name, run] of BUNDLERS) {
  for (const [what, route, message] of MISTAKES) {
    for (const mode of ['production', 'development']) {
      test(`${name}, ${mode}: ${what}`, async () => {
        const place = await createPlace(`printed ${name} ${mode}`);
        const plugins = [
          new workbox.GenerateSW(),
          new BackgroundFetchWebpackPlugin({
            routes: [route],
            publicDir: join(place.root, 'public'),
            dts: false,
          }),
        ];
        const config = {
          context: place.root,
          mode,
          entry: './src/main.js',
          output: { path: place.out },
          plugins,
        };
        const stats = await new Promise<Stats>((resolve, reject) => {
          const compiler = run(config, (error, result) => {
            compiler.close(() => (result ? resolve(result) : reject(error)));
          });
        });
        for (const format of FORMATS) {
          const printed = stats.toString(format);
          assert.ok(printed.includes(message), printed);
        }
      });
    }
  }
}

test.run();
