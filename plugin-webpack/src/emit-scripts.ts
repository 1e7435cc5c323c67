import { readdirSync, rmSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { SCRIPT_NAME, type ScriptFile } from 'workbox-background-fetch/build/internal';
import type { Compilation, Compiler } from './bundler.ts';
import { NAME } from './name.ts';
import { isWithin } from './public-folder.ts';

/** Emits scripts beside the worker. They are minified already. */
export function emitScripts(
  { webpack }: Compiler,
  compilation: Compilation,
  worker: string,
  scripts: readonly ScriptFile[],
): void {
  for (const { fileName, code } of scripts) {
    const name = posix.join(posix.dirname(worker), fileName);
    compilation.emitAsset(name, new webpack.sources.RawSource(code), { immutable: true, minimized: true });
  }
}

/** Outside its output folder, the bundler never cleans up what earlier builds have left. */
export function removeStaleScripts(compiler: Compiler, swDest: string): void {
  compiler.hooks.afterEmit.tap(NAME, (compilation) => {
    const output = compilation.outputOptions.path ?? '';
    const folder = dirname(resolve(output, swDest));
    // The worker of a build that has failed is still the one of the build before.
    if (isWithin(output, folder) || compilation.errors.length > 0) return;
    const emitted = new Set(compilation.getAssets().map(({ name }) => resolve(output, name)));
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      if (SCRIPT_NAME.test(name) && !emitted.has(file)) rmSync(file);
    }
  });
}
