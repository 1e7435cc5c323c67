import { posix } from 'node:path';
import type { ScriptFile } from 'workbox-background-fetch/build';
import type { Compilation, Compiler } from './bundler.ts';

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
