import type { Plugin, PluginOption } from 'vite';
import { resolveOptions, workerModuleCodeWithFallback } from 'workbox-background-fetch/build';
import { createDevConfig, devServer } from './dev.ts';
import { joinIntegrations } from './join-integrations.ts';
import type { ViteBackgroundFetchOptions } from './options.ts';
import { type PwaIntegration, pwaBuild, pwaIntegration } from './pwa.ts';
import { standaloneBuild } from './standalone.ts';
import type { State } from './state.ts';
import { virtualModules } from './virtual-modules.ts';
import { workerModule } from './worker-module.ts';

export type { StandaloneOptions, ViteBackgroundFetchOptions } from './options.ts';
export type { PwaIntegration } from './pwa.ts';

/** The plugins, and what vite-plugin-pwa takes as its option `integration` where it stands beside them. */
export type BackgroundFetchPlugins = PluginOption[] & { integration: PwaIntegration };

/**
 * Adds background-fetch routes to the app's service worker, and `virtual:background-fetch` to its pages.
 *
 * Alone it makes the service worker itself. Beside vite-plugin-pwa it adds to the worker that this makes:
 * `VitePWA({ …, integration: bf.integration })`, or `backgroundFetch({ routes, pwa: { … } })`, which adds VitePWA too.
 *
 * @throws BackgroundFetchBuildError where an option makes no sense
 */
export function backgroundFetch(options: ViteBackgroundFetchOptions): BackgroundFetchPlugins {
  const { dts, generateSW, injectManifest, pwa, ...routes } = options;
  const state: State = {
    options: resolveOptions(routes),
    config: undefined,
    isWired: false,
    isSelfDestroying: false,
    isUnfinished: false,
    workerPath: 'sw.js',
    workerSource: undefined,
    written: undefined,
  };
  const standalone = { ...(generateSW ? { generateSW } : {}), ...(injectManifest ? { injectManifest } : {}) };
  const integration = pwaIntegration(state);
  const plugins: PluginOption[] = [
    virtualModules(state, dts),
    standaloneBuild(state, standalone),
    pwaBuild(state),
    devServer(state, standalone),
    devWorkerModule(state),
  ];
  if (pwa) {
    const joined = joinIntegrations(pwa.integration ?? {}, integration);
    plugins.push(import('vite-plugin-pwa').then(({ VitePWA }) => VitePWA({ ...pwa, integration: joined })));
  }
  return Object.assign(plugins, { integration });
}

/** The dev server compiles vite-plugin-pwa's worker itself, as it does any module. */
function devWorkerModule(state: State): Plugin {
  const createConfig = async (): ReturnType<typeof createDevConfig> => {
    if (!state.config) throw new Error('Vite has not resolved its config yet');
    return createDevConfig(state, state.config);
  };
  const plugin = workerModule(() => state.workerSource, createConfig, workerModuleCodeWithFallback);
  return { ...plugin, apply: 'serve' };
}
