import { posix } from 'node:path';
import {
  BackgroundFetchBuildError,
  checkImport,
  createWorkerConfig,
  generateScript,
  type ResolvedOptions,
} from 'workbox-background-fetch/build';
import type { Compilation, Compiler } from './bundler.ts';
import type { WorkboxPlugin } from './detect.ts';
import { emitScripts } from './emit-scripts.ts';
import { NAME } from './name.ts';
import { assetName, scanAssets } from './output.ts';
import { onAssets } from './stages.ts';

/** Emits the script beside the worker that GenerateSW makes, and has it imported there. */
export function extendGenerateSW(compiler: Compiler, workbox: WorkboxPlugin, options: ResolvedOptions): void {
  const others = workbox.config.importScripts ?? [];
  compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
    let name = '';
    onAssets(compiler, compilation, 'before Workbox', async () => {
      const worker = workerOf(compilation, workbox);
      const { config } = await createWorkerConfig(options, scanAssets(compilation, worker));
      const { fileName, files } = generateScript(config);
      name = posix.join(posix.dirname(worker), fileName);
      emitScripts(compiler, compilation, worker, files);
      // A relative name depends on no publicPath. Workbox reads it from here in each build anew.
      workbox.config.importScripts = [fileName, ...others];
    });
    onAssets(compiler, compilation, 'after Workbox', async () => {
      const worker = workerOf(compilation, workbox);
      const code = compilation.getAsset(worker)?.source.source().toString();
      // Where there is no worker, Workbox has said why.
      if (code === undefined || name === '') return;
      const script = posix.basename(name);
      checkImport(worker, code, script);
      if (!compilation.getAsset(name))
        throw new BackgroundFetchBuildError('script-not-found', { script, worker });
    });
  });
}

function workerOf(compilation: Compilation, { config }: WorkboxPlugin): string {
  return assetName(compilation, config.swDest ?? 'service-worker.js');
}
