import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WebpackBackgroundFetchOptions } from 'background-fetch-webpack-plugin';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import webpack from 'webpack';
import workbox from 'workbox-webpack-plugin';
import { build, config } from './support/compile.ts';
import type { Place } from './support/integration.ts';
import { createPlace } from './support/place.ts';
import { told } from './support/told.ts';
import { readWorker } from './support/worker.ts';

const { GenerateSW, InjectManifest } = workbox;

const failures = suite('a failed build');

/** Makes any compilation go wrong. */
class Wrong {
  apply(compiler: webpack.Compiler): void {
    compiler.hooks.thisCompilation.tap('Wrong', ({ errors }) => {
      errors.push(new webpack.WebpackError('wrong in itself'));
    });
  }
}

/** Takes the worker away, as a Workbox plugin does that gives it another name. */
class Renamer {
  apply(compiler: webpack.Compiler): void {
    compiler.hooks.thisCompilation.tap('Renamer', (compilation) => {
      compilation.hooks.processAssets.tap({ name: 'Renamer', stage: 2991 }, () =>
        compilation.renameAsset('sw.js', 'other.js'),
      );
    });
  }
}

const EMPTY_GLOB =
  'Route "model": no file of the build matches "none/**". Patterns are relative to the output folder, which has: CHUNK.js, ' +
  'main.js. (docs/errors.md#empty-glob)';

const NOT_FOUND =
  "The Workbox plugin has not made sw.js in this build, so there is nothing to add the routes to (the build's scripts: " +
  'main.js, CHUNK.js, other.js). Give it the name of the service worker as swDest. (docs/errors.md#worker-not-found)';

const OLD_SCRIPT = 'background-fetch-sw.0123456789.js';

const inject = ({ root }: Place, swDest: string): object =>
  new InjectManifest({ swSrc: join(root, 'src/sw.js'), swDest });

const empty: WebpackBackgroundFetchOptions = { routes: [{ id: 'model', requests: { glob: 'none/**' } }] };

for (const kind of ['GenerateSW', 'InjectManifest']) {
  const plugin = (place: Place): object =>
    kind === 'GenerateSW' ? new GenerateSW({ swDest: 'sw.js' }) : inject(place, 'sw.js');
  const optimization = { emitOnErrors: true };

  failures(`writes no worker without routes, ${kind}`, async () => {
    const place = await createPlace(`failure ${kind}`);
    await mkdir(place.out, { recursive: true });
    const error = await build(config(place, place.out, [plugin(place)], empty, { optimization })).catch(
      (reason: unknown) => reason,
    );
    assert.is(told(error), EMPTY_GLOB);
    assert.ok(existsSync(join(place.out, 'main.js')), 'the rest is there');
    assert.not.ok(existsSync(join(place.out, 'sw.js')));
  });

  failures(`leaves the worker of the build before above its output, and its script, ${kind}`, async () => {
    const place = await createPlace(`failure above ${kind}`);
    const former = {
      'sw.js': `importScripts('${OLD_SCRIPT}');`,
      [OLD_SCRIPT]: '// its routes',
    };
    for (const [name, code] of Object.entries(former)) await writeFile(join(place.root, name), code);
    const above = kind === 'GenerateSW' ? new GenerateSW({ swDest: '../sw.js' }) : inject(place, '../sw.js');
    const error = await build(config(place, place.out, [above], empty, { optimization })).catch(
      (reason: unknown) => reason,
    );
    assert.is(told(error), EMPTY_GLOB);
    for (const [name, code] of Object.entries(former))
      assert.is(await readFile(join(place.root, name), 'utf8'), code);
  });

  failures(`hides no error of others, ${kind}`, async () => {
    const place = await createPlace(`failure other ${kind}`);
    const error = await build(
      config(place, place.out, [new Wrong(), plugin(place)], empty, { optimization }),
    ).catch((reason: unknown) => reason);
    assert.equal(told(error).split('\n\n'), ['wrong in itself', EMPTY_GLOB]);
  });

  failures(`says so where the Workbox plugin has made no such worker, ${kind}`, async () => {
    const place = await createPlace(`failure renamed ${kind}`);
    const error = await build(
      config(place, place.out, [plugin(place), new Renamer()], { publicDir: 'public' }),
    ).catch((reason: unknown) => reason);
    assert.is(told(error), NOT_FOUND);
  });
}

failures('a Workbox plugin that another plugin adds is found', async () => {
  const place = await createPlace('failure late');
  const late = {
    apply(compiler: webpack.Compiler): void {
      const plugin = new GenerateSW({ swDest: 'sw.js' });
      compiler.options.plugins.push(plugin);
      plugin.apply(compiler);
    },
  };
  // In the order of a list that grows while it is gone through, whoever is the last.
  const options = config(place, place.out, [], { publicDir: 'public' });
  options.plugins?.push(late);
  await build(options);
  const { imported } = await readWorker(place.out);
  assert.is(imported.length, 1);
});

failures.run();
