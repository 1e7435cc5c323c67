import { parse } from 'node:path';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import {
  CONFIG_LINE,
  createWorkerConfig,
  fillConfig,
  type ResolvedOptions,
  sideScripts,
  WORKER_MODULE,
} from 'workbox-background-fetch/build/internal';
import type { Applicable, Source } from './bundler.ts';
import { emitScripts, removeStaleScripts } from './emit-scripts.ts';
import type { Extension, ExtensionOptions } from './extension.ts';
import { type Hooks, watchHooks } from './hooks.ts';
import { NAME } from './name.ts';
import { assetName, scanOutput } from './output.ts';
import { precacheFilter } from './precache-entries.ts';
import { aroundWorkbox, warn } from './stages.ts';
import { resolveVirtualModules, workerEntry } from './virtual-modules.ts';

/**
 * Makes our module the first of the worker that InjectManifest compiles. That happens before there are any assets, so
 * the config is left open then, and filled in when they are complete.
 *
 * @throws BackgroundFetchBuildError `worker-not-compiled`
 */
export function injectManifestExtension(context: ExtensionOptions): Extension {
  const { compiler, workbox, options, hooks } = context;
  const {
    swSrc = '',
    swDest = `${parse(swSrc).name}.js`,
    compileSrc,
    webpackCompilationPlugins,
  } = workbox.config;
  if (compileSrc === false) throw new BackgroundFetchBuildError('worker-not-compiled', { worker: swSrc });
  // Workbox's plugins give the entry and its compiler the name of their class.
  const first = firstModule(workbox.constructor.name, options, hooks);
  workbox.config.webpackCompilationPlugins = [first, ...(webpackCompilationPlugins ?? [])];
  const filterPrecache = precacheFilter(workbox);
  removeStaleScripts(compiler, swDest);

  const { RawSource } = compiler.webpack.sources;
  return (compilation) => {
    const worker = assetName(compilation, swDest);
    aroundWorkbox(compiler, compilation, {
      worker,
      async before() {
        watchHooks(hooks, compilation);
        if (hooks.problem !== undefined) throw hooks.problem;
        const asset = compilation.getAsset(worker);
        // Where it could not be compiled, the bundler has said why.
        if (!asset) return;
        const output = await scanOutput(context, compilation, worker);
        const { config, globbed, warnings } = await createWorkerConfig(options, output);
        const code = fillConfig(asset.source.source().toString(), config);
        if (code === undefined)
          throw new BackgroundFetchBuildError('script-not-imported', { script: WORKER_MODULE, worker });
        compilation.updateAsset(worker, new RawSource(code));
        emitScripts(compiler, compilation, worker, sideScripts(config));
        filterPrecache(globbed, output);
        warn(compilation, warnings);
      },
    });
  };
}

/** For the compiler of the worker: our module comes before the worker's own, the line for its config before both. */
function firstModule(entry: string, options: ResolvedOptions, hooks: Hooks): Applicable {
  return {
    apply(compiler) {
      const { Compilation, EntryPlugin, sources } = compiler.webpack;
      resolveVirtualModules(compiler, options, hooks);
      new EntryPlugin(compiler.context, workerEntry(options, hooks), entry).apply(compiler);
      // Rspack would write the worker at once, and leave it there where the build fails.
      compiler.hooks.shouldEmit.tap(NAME, () => false);
      // Serwist's plugin replaces the taps of the other hooks by the parent's.
      compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
        // After the code has been minified, so that the line remains one, and before source maps are made.
        const stage = Compilation.PROCESS_ASSETS_STAGE_DEV_TOOLING - 1;
        compilation.hooks.processAssets.tapPromise({ name: NAME, stage }, async () => {
          for (const { name } of compilation.getAssets().filter(({ name }) => /\.[cm]?js$/.test(name)))
            compilation.updateAsset(name, (code: Source) => new sources.ConcatSource(CONFIG_LINE, code));
          // Rspack does not tell the app's compiler what the worker's has read.
          if (hooks.file !== undefined) hooks.files = [...hooks.files, ...compilation.fileDependencies];
        });
      });
    },
  };
}
