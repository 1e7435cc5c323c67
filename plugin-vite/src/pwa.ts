import { dirname, resolve } from 'node:path';
import { normalizePath, type Plugin, type ResolvedConfig } from 'vite';
import type { ResolvedVitePWAOptions, VitePWAOptions } from 'vite-plugin-pwa';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import {
  allowEmptyPrecache,
  appBase,
  checkWorker,
  generateScript,
  navigationOf,
  removeStaleScripts,
  removeStaleScriptsAtEnd,
  sideScripts,
  type WorkerBuild,
  writeScripts,
} from 'workbox-background-fetch/build/internal';
import { isForClient } from './client-build.ts';
import { DEV_SCRIPT } from './dev.ts';
import { expectWorker, workerIsThere } from './expected-worker.ts';
import { rememberWorker } from './former-worker.ts';
import { compileHooks, workerSourceMap } from './hooks.ts';
import { injectionCheck } from './injection-check.ts';
import { scanOutput } from './output.ts';
import { ignoreGlobbed, originalOf } from './pwa-ignores.ts';
import { pwaPlace } from './pwa-place.ts';
import { hasPwa, type State, type WrittenWorker } from './state.ts';
import { surviving } from './surviving.ts';
import { createWorkerConfig } from './worker-config.ts';
import { workerModule } from './worker-module.ts';

/** The hooks that vite-plugin-pwa calls; give them to it as its option `integration`. */
export type PwaIntegration = NonNullable<VitePWAOptions['integration']>;

/** Makes vite-plugin-pwa's worker ours too, with either of its strategies, in builds and on the dev server. */
export function pwaIntegration(state: State): PwaIntegration {
  let worker: WorkerBuild | undefined;
  let injectionPoint: string | undefined;
  let theirs: PwaIntegration['configureOptions'];

  const configureOptions: PwaIntegration['configureOptions'] = (config, options) => {
    theirs?.(config, options);
    noteOptions(state, config, options);
  };

  async function prepare(config: ResolvedConfig, options: ResolvedVitePWAOptions): Promise<void> {
    const place = pwaPlace(config, options);
    const workbox = options.strategies === 'injectManifest' ? options.injectManifest : options.workbox;
    const navigation = options.strategies === 'injectManifest' ? undefined : navigationOf(options.workbox);
    const output = await scanOutput(config, place, state.publicDir);
    worker = await createWorkerConfig(config, state.options, {
      ...output,
      ...(navigation ? { navigation } : {}),
    });
    ignoreGlobbed(workbox, place, worker.globbed, output.files);
    const folder = dirname(place.worker);
    workerIsThere(config.root);
    const isCompiled = options.strategies === 'injectManifest';
    injectionPoint = isCompiled ? options.injectManifest.injectionPoint : undefined;
    const sourcemap = workerSourceMap(config, options.workbox.sourcemap);
    const generated = isCompiled
      ? undefined
      : generateScript(worker.config, { hooks: await compileHooks(state, config, { folder, sourcemap }) });
    const scripts = generated?.files ?? sideScripts(worker.config);
    const script = generated?.fileName;
    const restore = await rememberWorker(place.worker);
    writeScripts(folder, scripts);
    if (script !== undefined) {
      const { additionalManifestEntries } = options.workbox;
      const { importScripts = [], runtimeCaching, manifestTransforms } = originalOf(options.workbox);
      options.workbox.importScripts = [script, ...importScripts];
      Object.assign(
        options.workbox,
        allowEmptyPrecache({ additionalManifestEntries, runtimeCaching, manifestTransforms }),
      );
    }
    // A worker that a framework moves is looked at where it comes to be, which may be too late for it.
    if (place.worker === options.swDest) state.written = { worker: place.worker, scripts, script, restore };
    else removeStaleScriptsAtEnd(place.worker, scripts);
  }

  return {
    // A framework's kit may set a hook of its own in place of this one, and both have to run.
    get configureOptions() {
      return configureOptions;
    },
    set configureOptions(hook) {
      theirs = hook === configureOptions ? undefined : hook;
    },
    async beforeBuildServiceWorker(options) {
      const config = resolved(state);
      if (config.command === 'serve') {
        // The dev server has it below its own base, which in some frameworks is not the app's.
        const script = appBase(config.base) + DEV_SCRIPT;
        const { importScripts = [] } = originalOf(options.workbox);
        options.workbox.importScripts = [script, ...importScripts];
        state.appBase = options.base;
        return;
      }
      // vite-plugin-pwa goes on when another plugin has failed, and our errors would hide that one.
      if (state.isUnfinished) return;
      await surviving(config, prepare(config, options));
    },
    configureCustomSWViteBuild(inline) {
      const plugin = workerModule(state, {
        workerSource: () => state.workerSource,
        createConfig: async () => worker ?? withoutRoutes(state),
      });
      const check = injectionCheck(
        () => state.workerSource,
        () => injectionPoint,
        async () => state.written?.restore(),
      );
      inline.plugins = [...(inline.plugins ?? []), plugin, check];
    },
  };
}

/**
 * What a worker is compiled with whose build was not announced: nothing, where another plugin has failed, which is what has to be
 * told.
 *
 * @throws BackgroundFetchBuildError `hooks-not-called`
 */
function withoutRoutes(state: State): WorkerBuild {
  if (state.isUnfinished) return { config: { routes: [] }, globbed: [], warnings: [] };
  const { root } = resolved(state);
  workerIsThere(root);
  throw new BackgroundFetchBuildError('hooks-not-called', { roots: [root] });
}

function noteOptions(state: State, config: ResolvedConfig, options: Partial<VitePWAOptions>): void {
  const { strategies, srcDir = 'public', filename = 'sw.js', selfDestroying = false } = options;
  state.config ??= config;
  state.isWired = true;
  state.pwa = options;
  state.isSelfDestroying = selfDestroying;
  if (strategies === 'injectManifest')
    state.workerSource = normalizePath(resolve(config.root, srcDir, filename));
}

/** Holds vite-plugin-pwa to what was agreed. */
export function pwaBuild(state: State): Plugin {
  return {
    name: 'vite-plugin-background-fetch:pwa',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    buildStart() {
      if (!isForClient(this, state)) return;
      state.written = undefined;
      state.isUnfinished = true;
      if (hasPwa(resolved(state)) && !state.isWired)
        throw new BackgroundFetchBuildError('plugin-not-wired', {});
    },
    writeBundle() {
      if (!isForClient(this, state)) return;
      state.isUnfinished = false;
      const config = resolved(state);
      if (hasPwa(config) && !state.isSelfDestroying && !config.build.watch) expectWorker(config.root);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        if (!state.written || !isForClient(this, state)) return;
        await surviving(resolved(state), checkWritten(state.written));
      },
    },
  };
}

async function checkWritten({ worker, scripts, script, restore }: WrittenWorker): Promise<void> {
  if (script !== undefined)
    await checkWorker(worker, script).catch(async (error: unknown) => {
      await restore();
      throw error;
    });
  removeStaleScripts(worker, scripts);
}

function resolved({ config }: State): ResolvedConfig {
  if (!config) throw new Error('Vite has not resolved its config yet');
  return config;
}
