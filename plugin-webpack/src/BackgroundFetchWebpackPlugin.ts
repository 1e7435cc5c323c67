import { BackgroundFetchBuildError, type BackgroundFetchOptions } from 'workbox-background-fetch/build';
import {
  type DeclarationOption,
  excludesOf,
  pathOrFalse,
  type ResolvedOptions,
  resolveOptions,
  writeDeclaration,
} from 'workbox-background-fetch/build/internal';
import type { Compiler } from './bundler.ts';
import { isForServer, isProduction } from './compiler-kind.ts';
import { findWorkboxPlugin, type WorkboxPlugin } from './detect.ts';
import type { Extension } from './extension.ts';
import { generateSWExtension } from './generate-sw.ts';
import { findHooks, type Hooks, lookAtHooks } from './hooks.ts';
import { injectManifestExtension } from './inject-manifest.ts';
import { NAME } from './name.ts';
import type { PublicDirOption } from './public-folder.ts';
import { REAL_CLIENT, resolveVirtualModules } from './virtual-modules.ts';

/** Options of {@link BackgroundFetchWebpackPlugin}. */
export interface WebpackBackgroundFetchOptions extends BackgroundFetchOptions {
  /**
   * Where to write the declaration of the routes' ids, relative to the compiler's context; false to write none.
   * Default: `src/background-fetch.d.ts` where there is a folder `src`, otherwise `background-fetch.d.ts`.
   */
  dts?: DeclarationOption;
  /**
   * A folder, relative to the compiler's context, whose files are served at the app's base without the bundler's doing;
   * false for none. Default: `public` with Next.js, Create React App and Rsbuild, and where the worker is written there.
   */
  publicDir?: PublicDirOption;
}

const OWN = { dts: pathOrFalse, publicDir: pathOrFalse };

/** What Workbox's plugins exclude by default. */
const EXCLUDED = [/\.map$/, /^manifest.*\.js$/];

/**
 * Adds background-fetch routes to the service worker that GenerateSW or InjectManifest makes in the same compiler, and the
 * client to its pages. It may stand before or after them in the list of plugins. In a compiler for a server it leads the
 * client's module to its file, and does nothing else.
 */
export class BackgroundFetchWebpackPlugin {
  readonly #options: ResolvedOptions;
  readonly #dts: DeclarationOption;
  readonly #publicDir: PublicDirOption;

  /** @throws BackgroundFetchBuildError where an option makes no sense */
  constructor(options: WebpackBackgroundFetchOptions) {
    this.#options = resolveOptions(options, { own: OWN, inside: [] });
    const { dts, publicDir } = options;
    this.#dts = dts;
    this.#publicDir = publicDir;
  }

  /**
   * Called by the bundler. What is wrong with its other plugins fails the run: `no-workbox-plugin` (in a production build
   * alone), `several-workbox-plugins`, `several-plugins`, `worker-not-compiled`.
   */
  apply(compiler: Compiler): void {
    const hooks = findHooks(this.#options, compiler);
    resolveVirtualModules(compiler, this.#options, hooks);
    let isExtended = false;
    let extension: Extension | undefined;
    // Only now are all plugins there, whoever adds them and when.
    const begin = async (): Promise<void> => {
      if (!isExtended) extension = this.#extend(compiler, hooks);
      isExtended = true;
      if (extension) await lookAtHooks(hooks, compiler);
      if (!isForServer(compiler)) {
        await writeDeclaration(this.#options, compiler.context, this.#dts, REAL_CLIENT);
      }
    };
    compiler.hooks.beforeRun.tapPromise(NAME, begin);
    compiler.hooks.watchRun.tapPromise(NAME, begin);
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => extension?.(compilation));
  }

  #extend(compiler: Compiler, hooks: Hooks): Extension | undefined {
    checkCount(compiler);
    const workbox = findWorkboxPlugin(compiler);
    if (workbox === undefined) {
      reportNoWorkboxPlugin(compiler);
      return undefined;
    }
    exclude(workbox, excludesOf(this.#options));
    const extend = workbox.config.swSrc === undefined ? generateSWExtension : injectManifestExtension;
    return extend({ compiler, workbox, options: this.#options, hooks, publicDir: this.#publicDir });
  }
}

/** Ahead of the user's own, since Workbox looks no further than the first function. */
function exclude({ config }: WorkboxPlugin, patterns: RegExp[]): void {
  config.exclude = [...patterns, ...(config.exclude ?? EXCLUDED)];
}

/** Another one may come from another copy of this package. */
function checkCount({ options }: Compiler): void {
  const count = options.plugins.filter((plugin) => Object(plugin).constructor.name === NAME).length;
  if (count > 1) throw new BackgroundFetchBuildError('several-plugins', { plugin: NAME, count });
}

/** Servers have no service worker, and frameworks leave theirs out while developing. */
function reportNoWorkboxPlugin(compiler: Compiler): void {
  if (isForServer(compiler)) return;
  const plugins = compiler.options.plugins.flatMap((plugin) =>
    typeof plugin === 'object' && plugin !== null ? [plugin.constructor.name] : [],
  );
  const error = new BackgroundFetchBuildError('no-workbox-plugin', { plugins });
  if (isProduction(compiler)) throw error;
  compiler.getInfrastructureLogger(NAME).warn(error.message);
}
