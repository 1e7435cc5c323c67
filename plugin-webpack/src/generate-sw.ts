import { posix } from 'node:path';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import { checkImport, createWorkerConfig, generateScript } from 'workbox-background-fetch/build/internal';
import { emitScripts, removeStaleScripts } from './emit-scripts.ts';
import type { Extension, ExtensionOptions } from './extension.ts';
import { assetName, scanOutput } from './output.ts';
import { precacheFilter } from './precache-entries.ts';
import { aroundWorkbox } from './stages.ts';

/** Emits the script beside the worker that GenerateSW makes, and has it imported there. */
export function generateSWExtension(context: ExtensionOptions): Extension {
  const { compiler, workbox, options } = context;
  const { importScripts: others = [], swDest = 'service-worker.js' } = workbox.config;
  const filterPrecache = precacheFilter(workbox);
  removeStaleScripts(compiler, swDest);
  return (compilation) => {
    const worker = assetName(compilation, swDest);
    let script = '';
    aroundWorkbox(compiler, compilation, {
      worker,
      async before() {
        const output = await scanOutput(context, compilation, worker);
        const { config, globbed } = await createWorkerConfig(options, output);
        const { fileName, files } = generateScript(config);
        script = fileName;
        emitScripts(compiler, compilation, worker, files);
        filterPrecache(globbed, output);
        // A relative name depends on no publicPath. Workbox reads it from here in each build anew.
        workbox.config.importScripts = [fileName, ...others];
      },
      after() {
        checkImport(worker, compilation.getAsset(worker)?.source.source().toString() ?? '', script);
        if (!compilation.getAsset(posix.join(posix.dirname(worker), script)))
          throw new BackgroundFetchBuildError('script-not-found', { script, worker });
      },
    });
  };
}
