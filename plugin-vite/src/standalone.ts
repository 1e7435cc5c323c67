import { dirname, resolve } from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';
import {
  allowEmptyPrecache,
  checkWorker,
  generateScript,
  globIgnoresOf,
  navigationOf,
  removeStaleScripts,
  writeScripts,
} from 'workbox-background-fetch/build/internal';
import { generateSW } from 'workbox-build';
import { afterAllEnvironments } from './app-build.ts';
import { configOf, isForClient } from './client-build.ts';
import { compileWorker } from './compiled-worker.ts';
import { orFormerWorker } from './former-worker.ts';
import { compileHooks, workerSourceMap } from './hooks.ts';
import type { StandaloneOptions } from './options.ts';
import { IGNORED, scanOutput } from './output.ts';
import { placeOf, precacheOptions } from './precache-defaults.ts';
import { makesOwnWorker, type State } from './state.ts';
import { surviving } from './surviving.ts';
import { createWorkerConfig } from './worker-config.ts';

/** Makes the service worker when Vite has written everything else, where vite-plugin-pwa does not. */
export function standaloneBuild(state: State, options: StandaloneOptions): Plugin {
  let isWritten = false;
  let previous: Promise<void> = Promise.resolve();
  return {
    name: 'vite-plugin-background-fetch:build',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    buildStart() {
      if (!isForClient(this, state)) return;
      isWritten = false;
      const { injectManifest } = options;
      if (injectManifest) this.addWatchFile(resolve(resolved(state).root, injectManifest.swSrc));
    },
    // A build that fails is closed too.
    writeBundle() {
      if (isForClient(this, state)) isWritten = true;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const config = resolved(state);
        if (!isWritten || !isForClient(this, state) || !makesOwnWorker(config, options)) return;
        // In builder mode the config that the plugin was first given is another environment's.
        const client = configOf(this, config);
        const make = async (): Promise<void> => {
          if (!isWritten) return;
          if (options.injectManifest) await compileWorker(state, client, options.injectManifest);
          else await generateWorker(state, client, options.generateSW);
        };
        if (afterAllEnvironments(config.root, make)) return;
        // A watching Vite begins the next build while this one is being closed, which would mix their workers.
        const making = previous.then(make);
        previous = making.catch(() => undefined);
        await surviving(config, making);
      },
    },
  };
}

async function generateWorker(
  state: State,
  config: ResolvedConfig,
  workbox: StandaloneOptions['generateSW'],
): Promise<void> {
  const { options, publicDir } = state;
  const place = placeOf(config, workbox?.swDest);
  const { worker: swDest } = place;
  const output = await scanOutput(config, place, publicDir);
  const navigation = navigationOf(workbox ?? {});
  const { config: workerConfig, globbed } = await createWorkerConfig(config, options, {
    ...output,
    ...(navigation ? { navigation } : {}),
  });
  const sourcemap = workerSourceMap(config, workbox?.sourcemap);
  const hooks = await compileHooks(state, config, { folder: dirname(swDest), sourcemap });
  const { fileName, files } = generateScript(workerConfig, { hooks });
  await orFormerWorker(swDest, async () => {
    writeScripts(dirname(swDest), files);
    const precache = precacheOptions(config, place, workbox);
    const { warnings } = await generateSW({
      // It would lead to a temporary file of workbox-build, with another name in each build.
      sourcemap: false,
      ...precache,
      ...allowEmptyPrecache(precache),
      swDest,
      importScripts: [fileName, ...(workbox?.importScripts ?? [])],
      globIgnores: [...(workbox?.globIgnores ?? IGNORED), ...globIgnoresOf(globbed, output.files)],
    });
    for (const warning of warnings) config.logger.warn(warning);
    await checkWorker(swDest, fileName);
  });
  removeStaleScripts(swDest, files);
}

function resolved({ config }: State): ResolvedConfig {
  if (!config) throw new Error('Vite has not resolved its config yet');
  return config;
}
