import { dirname, posix, resolve } from 'node:path';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import {
  allowEmptyPrecache,
  checkImport,
  createWorkerConfig,
  generateScript,
  type HooksPlace,
  hooksOf,
  type SourceMapKind,
} from 'workbox-background-fetch/build/internal';
import type { Compilation } from './bundler.ts';
import { isProduction } from './compiler-kind.ts';
import { emitScripts, removeStaleScripts } from './emit-scripts.ts';
import type { Extension, ExtensionOptions } from './extension.ts';
import { watchHooks } from './hooks.ts';
import { assetName, scanOutput } from './output.ts';
import { precacheFilter } from './precache-entries.ts';
import { aroundWorkbox, warn } from './stages.ts';

/** Emits the script beside the worker that GenerateSW makes, and has it imported there. */
export function generateSWExtension(context: ExtensionOptions): Extension {
  const { compiler, workbox, options, hooks } = context;
  const {
    importScripts: others = [],
    swDest = 'service-worker.js',
    runtimeCaching,
    manifestTransforms,
  } = workbox.config;
  const filterPrecache = precacheFilter(workbox);
  removeStaleScripts(compiler, swDest);
  return (compilation) => {
    const worker = assetName(compilation, swDest);
    let script = '';
    aroundWorkbox(compiler, compilation, {
      worker,
      async before() {
        watchHooks(hooks, compilation);
        const output = await scanOutput(context, compilation, worker);
        const { config, globbed, warnings } = await createWorkerConfig(options, output);
        const compiled = await hooksOf(options, hooksPlace(context, compilation, worker));
        if (compiled) hooks.files = compiled.files;
        watchHooks(hooks, compilation);
        const { fileName, files } = generateScript(config, { hooks: compiled });
        script = fileName;
        emitScripts(compiler, compilation, worker, files);
        filterPrecache(globbed, output);
        warn(compilation, warnings);
        // A relative name depends on no publicPath. Workbox reads it from here in each build anew.
        workbox.config.importScripts = [fileName, ...others];
        const { additionalManifestEntries } = workbox.config;
        Object.assign(
          workbox.config,
          allowEmptyPrecache({ runtimeCaching, manifestTransforms, additionalManifestEntries }),
        );
      },
      after() {
        checkImport(worker, compilation.getAsset(worker)?.source.source().toString() ?? '', script);
        if (!compilation.getAsset(posix.join(posix.dirname(worker), script)))
          throw new BackgroundFetchBuildError('script-not-found', { script, worker });
      },
    });
  };
}

/** As Workbox takes it from the compiler, unless it was told otherwise. While developing there is always a source map. */
function hooksPlace(
  { compiler, workbox }: ExtensionOptions,
  { outputOptions }: Compilation,
  worker: string,
): HooksPlace {
  const { devtool } = compiler.options;
  const { sourcemap = Boolean(devtool) } = workbox.config;
  const isDevelopment = !isProduction(compiler);
  return {
    root: compiler.context,
    folder: dirname(resolve(outputOptions.path ?? '', worker)),
    mode: isDevelopment ? 'development' : 'production',
    sourcemap: (sourcemap || isDevelopment) && kindOf(devtool),
  };
}

/** Of webpack's many, those that say where the map is. */
function kindOf(devtool: unknown): SourceMapKind {
  const [kind] = /^(?:inline|hidden)(?=-)/.exec(String(devtool)) ?? [];
  return kind === 'inline' || kind === 'hidden' ? kind : 'file';
}
