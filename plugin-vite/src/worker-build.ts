import { basename, dirname } from 'node:path';
import type { InlineConfig, Plugin, ResolvedConfig } from 'vite';

/** What is compiled, and where to. */
export interface WorkerBuildOptions {
  /** Absolute. */
  swSrc: string;
  /** Absolute. */
  swDest: string;
  plugin: Plugin;
}

/** A build of the app's own worker into one classic script, with the app's aliases, defines and targets. */
export function workerBuild(
  { root, base, mode, resolve, define, envDir, envPrefix, build }: ResolvedConfig,
  { swSrc, swDest, plugin }: WorkerBuildOptions,
): InlineConfig {
  return {
    configFile: false,
    root,
    base,
    mode,
    resolve,
    envDir,
    ...(envPrefix === undefined ? {} : { envPrefix }),
    define: { ...define },
    publicDir: false,
    logLevel: 'warn',
    plugins: [plugin],
    build: {
      target: build.target,
      minify: build.minify,
      sourcemap: build.sourcemap,
      outDir: dirname(swDest),
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: swSrc,
        output: { format: 'iife', codeSplitting: false, entryFileNames: basename(swDest) },
      },
    },
  };
}
