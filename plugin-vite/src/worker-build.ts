import { basename, dirname } from 'node:path';
import type { InlineConfig, PluginOption, ResolvedConfig } from 'vite';
import { oneScript } from './vite-version.ts';

/** What is compiled, and where to. */
export interface WorkerBuildOptions {
  /** Absolute. */
  swSrc: string;
  /** Absolute. */
  swDest: string;
  plugins: PluginOption[];
}

/** A build of the app's own worker into one classic script, with the app's aliases, defines, JSX and targets. */
export function workerBuild(
  config: ResolvedConfig,
  { swSrc, swDest, plugins }: WorkerBuildOptions,
): InlineConfig {
  const { root, base, mode, resolve, define, envDir, envPrefix, build } = config;
  return {
    configFile: false,
    root,
    base,
    mode,
    resolve,
    envDir,
    ...(envPrefix === undefined ? {} : { envPrefix }),
    ...compilerOptions(config),
    define: { ...define },
    publicDir: false,
    logLevel: 'warn',
    plugins,
    build: {
      target: build.target,
      minify: build.minify,
      sourcemap: build.sourcemap,
      outDir: dirname(swDest),
      emptyOutDir: false,
      modulePreload: false,
      ...oneScript(swSrc, basename(swDest)),
    },
  };
}

/** JSX and the like; each version of Vite has another compiler. */
function compilerOptions(config: ResolvedConfig): InlineConfig {
  const { esbuild, oxc } = config as Pick<InlineConfig, 'esbuild'> & { oxc?: InlineConfig['oxc'] };
  return oxc === undefined ? (esbuild === undefined ? {} : { esbuild }) : { oxc };
}
