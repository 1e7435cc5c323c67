import { isAbsolute, join } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import {
  type CompiledHooks,
  checkHooks,
  compileReason,
  HOOKS_ENTRY,
  hooksEntryPlugin,
  hooksFile,
  partsOf,
  type SourceMapKind,
  sourceMapKind,
} from 'workbox-background-fetch/build/internal';
import { importingPlugins } from './app-plugins.ts';
import { isForClient } from './client-build.ts';
import type { State } from './state.ts';
import { workerBuild } from './worker-build.ts';

/** Where hooks are compiled for. */
interface HooksPlace {
  /** The folder of the script, absolute. */
  folder: string;
  /** Default: as the build has it. */
  sourcemap?: SourceMapKind | false;
  isDevelopment?: boolean;
}

/** The kind of source map for a worker that Workbox generates: what it was told, otherwise what Vite was. */
export function workerSourceMap(
  { build: { sourcemap } }: Pick<ResolvedConfig, 'build'>,
  option?: boolean,
): SourceMapKind | false {
  if (option === false) return false;
  return sourceMapKind(sourcemap) || (option === true && 'file');
}

/**
 * Compiles the app's hooks with the runtime, as Vite compiles the app: with its plugins, aliases and defines. Undefined where the
 * app has none.
 *
 * @throws BackgroundFetchBuildError `hooks-not-found`, `hooks-not-compiled`, `unknown-hook`, `invalid-hook`
 */
export async function compileHooks(
  { options, plugins }: State,
  config: ResolvedConfig,
  { folder, sourcemap = workerSourceMap(config), isDevelopment = false }: HooksPlace,
): Promise<CompiledHooks | undefined> {
  const { root } = config;
  const file = hooksFile(options, root);
  if (file === undefined) return undefined;
  const files = await checkHooks(file, root);
  const inline = workerBuild(config, {
    swSrc: HOOKS_ENTRY,
    swDest: join(folder, 'background-fetch-sw.js'),
    plugins: [
      hooksEntryPlugin(file, partsOf(options)) as Plugin,
      ...(await importingPlugins(config, plugins)),
    ],
  });
  // Nobody minifies what runs on a server, whose build this may be.
  const minify = !isDevelopment && (config.build.ssr ? true : config.build.minify);
  const result = await build({
    ...inline,
    build: { ...inline.build, write: false, minify, sourcemap: sourcemap && 'hidden' },
  }).catch((cause: unknown) => {
    const reason = compileReason(cause, root);
    throw new BackgroundFetchBuildError('hooks-not-compiled', { worker: file, reason }, { cause });
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error(`${file} was not compiled`);
  const { code, map } = output.output[0];
  return {
    code,
    files,
    ...(map && sourcemap ? { map: { content: map.toString(), kind: sourcemap } } : {}),
  };
}

/**
 * Looks at the hooks when a build begins: before it empties the folder that has the worker of the build before. While Vite
 * watches, a change of them makes the worker again.
 */
export function hooksCheck(state: State): Plugin {
  return {
    name: 'vite-plugin-background-fetch:hooks',
    apply: 'build',
    async buildStart() {
      const root = state.config?.root ?? '';
      const file = hooksFile(state.options, root);
      if (file === undefined || !isForClient(this, state)) return;
      this.addWatchFile(file);
      const files = await checkHooks(file, root, async (importer, specifier) => {
        // What cannot be found is the compiler's to tell.
        const found = await this.resolve(specifier, importer).catch(() => null);
        const id = found?.id.split('?')[0] ?? '';
        return isAbsolute(id) && !id.includes('/node_modules/') ? id : undefined;
      });
      for (const each of files) this.addWatchFile(each);
    },
  };
}
