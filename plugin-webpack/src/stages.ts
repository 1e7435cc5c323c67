import type { Compilation, Compiler } from './bundler.ts';
import { NAME } from './name.ts';

/**
 * Runs something when all assets have their final names and contents, relative to Workbox's plugins, which run at
 * PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER - 10. What it throws becomes an error of the build.
 */
export function onAssets(
  { webpack }: Compiler,
  compilation: Compilation,
  when: 'before Workbox' | 'after Workbox',
  run: () => Promise<void>,
): void {
  const stage =
    webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER - (when === 'before Workbox' ? 20 : 5);
  compilation.hooks.processAssets.tapPromise({ name: NAME, stage }, async () => {
    try {
      await run();
    } catch (error) {
      compilation.errors.push(error instanceof Error ? error : new Error(String(error)));
    }
  });
}
