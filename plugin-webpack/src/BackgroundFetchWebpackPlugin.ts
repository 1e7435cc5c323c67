import {
  type BackgroundFetchOptions,
  type DeclarationOption,
  excludesOf,
  type ResolvedOptions,
  resolveOptions,
  writeDeclaration,
} from 'workbox-background-fetch/build';
import type { Compiler } from './bundler.ts';
import { findWorkboxPlugin, type WorkboxPlugin } from './detect.ts';
import { extendGenerateSW } from './generate-sw.ts';
import { extendInjectManifest } from './inject-manifest.ts';
import { NAME } from './name.ts';
import { resolveVirtualModules } from './virtual-modules.ts';

/** Options of {@link BackgroundFetchWebpackPlugin}. */
export interface WebpackBackgroundFetchOptions extends BackgroundFetchOptions {
  /**
   * Where to write the declaration of `virtual:background-fetch`, relative to the compiler's context; false to write
   * none. Default: `src/background-fetch.d.ts` where there is a folder `src`, otherwise `background-fetch.d.ts`.
   */
  dts?: DeclarationOption;
}

/** What Workbox's plugins exclude by default. */
const EXCLUDED = [/\.map$/, /^manifest.*\.js$/];

/**
 * Adds background-fetch routes to the service worker that GenerateSW or InjectManifest makes in the same compiler, and
 * `virtual:background-fetch` to its pages. It may stand before or after them in the list of plugins.
 */
export class BackgroundFetchWebpackPlugin {
  readonly #options: ResolvedOptions;
  readonly #dts: DeclarationOption;

  /** @throws BackgroundFetchBuildError where an option makes no sense */
  constructor({ dts, ...routes }: WebpackBackgroundFetchOptions) {
    this.#options = resolveOptions(routes);
    this.#dts = dts;
  }

  /**
   * Called by the bundler.
   *
   * @throws BackgroundFetchBuildError `no-workbox-plugin`, `several-workbox-plugins`, `worker-not-compiled`
   */
  apply(compiler: Compiler): void {
    const workbox = findWorkboxPlugin(compiler);
    exclude(workbox, excludesOf(this.#options));
    if (workbox.config.swSrc === undefined) extendGenerateSW(compiler, workbox, this.#options);
    else extendInjectManifest(compiler, workbox, this.#options);
    resolveVirtualModules(compiler, this.#options);
    const declare = (): Promise<void> =>
      writeDeclaration(this.#options, compiler.context, this.#dts, 'background-fetch-webpack-plugin/client');
    compiler.hooks.beforeRun.tapPromise(NAME, declare);
    compiler.hooks.watchRun.tapPromise(NAME, declare);
  }
}

/** Ahead of the user's own, since Workbox looks no further than the first function. */
function exclude({ config }: WorkboxPlugin, patterns: RegExp[]): void {
  config.exclude = [...patterns, ...(config.exclude ?? EXCLUDED)];
}
