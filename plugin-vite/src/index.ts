import type { Plugin, PluginOption } from 'vite';
import { resolveOptions } from 'workbox-background-fetch/build/internal';
import { appBuild } from './app-build.ts';
import { appPlace } from './client-build.ts';
import { createDevConfig, devServer } from './dev.ts';
import { frameworkWorker } from './framework-worker.ts';
import { hooksCheck } from './hooks.ts';
import { joinIntegrations } from './join-integrations.ts';
import { kitWorker } from './kit-worker.ts';
import { checkOptions, oneWorker } from './one-worker.ts';
import { OWN, type ViteBackgroundFetchOptions } from './options.ts';
import { scanOutput } from './output.ts';
import { type PwaIntegration, pwaBuild, pwaIntegration } from './pwa.ts';
import { standaloneBuild } from './standalone.ts';
import type { State } from './state.ts';
import { virtualModules } from './virtual-modules.ts';
import { createWorkerConfig } from './worker-config.ts';
import { workerModule } from './worker-module.ts';

export type { RouteOptions } from 'workbox-background-fetch/build';
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
  const { dts, generateSW, injectManifest, publicDir, pwa, ...others } = options ?? {};
  // What is false or null is as if it were not there.
  const standalone = { ...(generateSW ? { generateSW } : {}), ...(injectManifest ? { injectManifest } : {}) };
  const own = { dts, publicDir, ...standalone, ...(pwa ? { pwa } : {}) };
  const state: State = {
    options: resolveOptions({ ...others, ...own }, OWN),
    publicDir,
    served: [],
    config: undefined,
    isServerBuild: false,
    appBase: undefined,
    plugins: [],
    isWired: false,
    pwa: undefined,
    isSelfDestroying: false,
    isUnfinished: false,
    workerPath: 'sw.js',
    workerSource: undefined,
    written: undefined,
  };
  checkOptions(own);
  const integration = pwaIntegration(state);
  const plugins: PluginOption[] = [
    oneWorker(state, standalone, pwa !== undefined),
    virtualModules(state, dts),
    hooksCheck(state),
    standaloneBuild(state, standalone),
    appBuild(state),
    pwaBuild(state),
    kitWorker(state),
    frameworkWorker(state, standalone),
    devServer(state, standalone),
    appWorkerModule(state),
  ];
  if (pwa) {
    const joined = joinIntegrations(pwa.integration ?? {}, integration);
    plugins.push(import('vite-plugin-pwa').then(({ VitePWA }) => VitePWA({ ...pwa, integration: joined })));
  }
  return Object.assign(plugins, { integration });
}

/**
 * Gives the routes to a worker that the app's own modules are compiled into by others: vite-plugin-pwa's on the dev server, a
 * framework's in builds too. It may be a module, which cannot import the fallback engine as a script.
 */
function appWorkerModule(state: State): Plugin {
  return workerModule(state, {
    workerSource: () => (state.config?.command === 'serve' ? state.workerSource : undefined),
    createConfig: () => createAppConfig(state),
    withFallback: true,
  });
}

async function createAppConfig(state: State): ReturnType<typeof createDevConfig> {
  const { config, options, publicDir } = state;
  if (!config) throw new Error('Vite has not resolved its config yet');
  if (config.command === 'serve') return createDevConfig(state, config);
  return createWorkerConfig(config, options, await scanOutput(config, appPlace(config), publicDir));
}
