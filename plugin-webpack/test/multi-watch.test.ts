import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import CopyPlugin from 'copy-webpack-plugin';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import webpack, { type Configuration, type WebpackPluginInstance } from 'webpack';
import workbox from 'workbox-webpack-plugin';
import type { Place } from './support/integration.ts';
import { createPlace } from './support/place.ts';
import { routes } from './support/routes.ts';
import { type AnyCompiler, watch } from './support/run-compiler.ts';
import { type BuiltWorker, describe, describedIn, readWorker, scriptsIn } from './support/worker.ts';

const { GenerateSW, InjectManifest } = workbox;
const FILE = 'media/one.txt';

const config = ({ root, out }: Place, name: string, plugin: object): Configuration => ({
  name,
  context: root,
  mode: 'production',
  entry: './src/main.js',
  output: { path: out, clean: true },
  plugins: [
    new CopyPlugin({ patterns: [{ from: 'public' }] }),
    plugin as WebpackPluginInstance,
    new BackgroundFetchWebpackPlugin({ routes, dts: false }),
  ],
});

const test = suite('MultiCompiler in watch mode');

test('an edit changes the worker of its own app alone, and nothing accumulates', async () => {
  const one = await createPlace('multi watch one');
  const two = await createPlace('multi watch two');
  const compiled = await createPlace('multi watch three');
  const places = [one, two, compiled];
  for (const [at, { root }] of places.entries()) await writeFile(join(root, 'public', FILE), `app ${at}\n`);
  const swSrc = join(compiled.root, 'src/sw.js');
  const watching = await watch(
    webpack([
      config(one, 'one', new GenerateSW({ swDest: 'sw.js' })),
      config(two, 'two', new GenerateSW({ swDest: 'sw.js' })),
      config(compiled, 'compiled', new InjectManifest({ swSrc, swDest: 'sw.js' })),
    ]) as AnyCompiler,
  );
  try {
    const first = await workersOf(places);
    for (const [edited, place] of [...places, one].entries()) {
      const before = await workersOf(places);
      const rebuilt = watching.next();
      await appendFile(join(place.root, 'public', FILE), 'More of it.\n');
      await rebuilt;
      const after = await workersOf(places);
      for (const [at, worker] of after.entries())
        assert.is(worker.allCode === before[at]?.allCode, at !== edited % places.length, `${edited}, ${at}`);
    }
    for (const [at, worker] of (await workersOf(places)).entries()) {
      const { root, out } = places[at] ?? one;
      assert.equal(describedIn(worker.allCode, FILE), await describe(join(root, 'public', FILE)));
      const scripts = await scriptsIn(out);
      assert.is(scripts.length, worker.imported.length + 1, 'and the fallback');
      for (const name of worker.imported) assert.ok(scripts.includes(name));
      assert.is(worker.imported.length, first[at]?.imported.length);
      assert.is(worker.manifests.length, 1);
      assert.is(worker.manifests[0]?.length, first[at]?.manifests[0]?.length);
      assert.is(worker.allCode.split('backgroundfetchsuccess').length, 2);
    }
  } finally {
    await watching.close();
  }
});

test.run();

function workersOf(places: Place[]): Promise<BuiltWorker[]> {
  return Promise.all(places.map(({ out }) => readWorker(out)));
}
