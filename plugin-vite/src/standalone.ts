import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { build, normalizePath, type Plugin, type ResolvedConfig } from 'vite';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import {
  appBase,
  checkWorker,
  createWorkerConfig,
  escapeRegExp,
  generateScript,
  globIgnoresOf,
  navigationOf,
  removeStaleScripts,
  sideScripts,
  writeScripts,
} from 'workbox-background-fetch/build/internal';
import { generateSW, type InjectManifestOptions, injectManifest } from 'workbox-build';
import { afterAllEnvironments } from './app-build.ts';
import { importingPlugins } from './app-plugins.ts';
import { clientBuildOf, configOf, isForClient } from './client-build.ts';
import { orFormerWorker } from './former-worker.ts';
import type { StandaloneOptions } from './options.ts';
import { IGNORED, outputFolder, type Place, scanOutput } from './output.ts';
import { isInside } from './pwa-place.ts';
import { makesOwnWorker, type State } from './state.ts';
import { surviving } from './surviving.ts';
import { workerBuild } from './worker-build.ts';
import { workerModule } from './worker-module.ts';

/** What vite-plugin-pwa precaches by default. */
const PRECACHED = ['**/*.{js,css,html}'];

type PrecacheDefaults = Pick<
  InjectManifestOptions,
  'globDirectory' | 'globPatterns' | 'dontCacheBustURLsMatching' | 'modifyURLPrefix'
>;

/** Which files are precached. Their URLs are relative to the worker, or below the base where that is not beside the app. */
function precacheDefaults({ folder, base, worker, hashed }: Place): PrecacheDefaults {
  const isOutside = !isInside(worker, folder) && base.startsWith('/');
  const up = isOutside ? appBase(base) : relative(dirname(worker), folder);
  const prefix = up === '' || up.endsWith('/') ? up : `${normalizePath(up)}/`;
  return {
    globDirectory: folder,
    globPatterns: PRECACHED,
    ...(hashed.size === 0
      ? {}
      : { dontCacheBustURLsMatching: anyOf([...hashed].map((path) => prefix + path)) }),
    ...(prefix === '' ? {} : { modifyURLPrefix: { '': prefix } }),
  };
}

function anyOf(paths: readonly string[]): RegExp {
  return new RegExp(`^(?:${paths.map(escapeRegExp).join('|')})$`);
}

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
          if (options.injectManifest) await buildWorker(state, client, options.injectManifest);
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

function placeOf(config: ResolvedConfig, swDest = 'sw.js'): Place {
  const folder = outputFolder(config);
  const client = clientBuildOf(config.root);
  return {
    folder,
    base: config.base,
    worker: resolve(folder, swDest),
    hashed: client?.folder === folder ? client.hashed : new Set(),
  };
}

async function generateWorker(
  { options, publicDir }: State,
  config: ResolvedConfig,
  workbox: StandaloneOptions['generateSW'],
): Promise<void> {
  const place = placeOf(config, workbox?.swDest);
  const { worker: swDest } = place;
  const output = await scanOutput(config, place, publicDir);
  const navigation = navigationOf(workbox ?? {});
  const { config: workerConfig, globbed } = await createWorkerConfig(options, {
    ...output,
    ...(navigation ? { navigation } : {}),
  });
  const { fileName, files } = generateScript(workerConfig);
  await orFormerWorker(swDest, async () => {
    writeScripts(dirname(swDest), files);
    const { warnings } = await generateSW({
      ...precacheDefaults(place),
      // It would lead to a temporary file of workbox-build, with another name in each build.
      sourcemap: false,
      ...workbox,
      swDest,
      importScripts: [fileName, ...(workbox?.importScripts ?? [])],
      globIgnores: [...(workbox?.globIgnores ?? IGNORED), ...globIgnoresOf(globbed, output.files)],
    });
    for (const warning of warnings) config.logger.warn(warning);
    await checkWorker(swDest, fileName);
  });
  removeStaleScripts(swDest, files);
}

async function buildWorker(
  { options, publicDir, plugins: own }: State,
  config: ResolvedConfig,
  { plugins, ...workbox }: NonNullable<StandaloneOptions['injectManifest']>,
): Promise<void> {
  const place = placeOf(config, workbox.swDest);
  const { worker: swDest } = place;
  const swSrc = normalizePath(resolve(config.root, workbox.swSrc));
  const output = await scanOutput(config, place, publicDir);
  const worker = await createWorkerConfig(options, output);
  const routes = workerModule(
    () => swSrc,
    async () => worker,
  );
  const others = plugins ?? (await importingPlugins(config, own));
  const scripts = sideScripts(worker.config);
  await orFormerWorker(swDest, async () => {
    writeScripts(dirname(swDest), scripts);
    await build(workerBuild(config, { swSrc, swDest, plugins: [routes, ...others] }));
    // Workbox, which reads what has been compiled, would blame the wrong file.
    const { injectionPoint = 'self.__WB_MANIFEST' } = workbox;
    if (!(await readFile(swDest, 'utf8')).includes(injectionPoint))
      throw new BackgroundFetchBuildError('no-injection-point', { worker: swSrc, injectionPoint });
    const { warnings } = await injectManifest({
      ...precacheDefaults(place),
      ...workbox,
      swSrc: swDest,
      swDest,
      globIgnores: [...(workbox.globIgnores ?? IGNORED), ...globIgnoresOf(worker.globbed, output.files)],
    });
    for (const warning of warnings) config.logger.warn(warning);
  });
  removeStaleScripts(swDest, scripts);
}

function resolved({ config }: State): ResolvedConfig {
  if (!config) throw new Error('Vite has not resolved its config yet');
  return config;
}
