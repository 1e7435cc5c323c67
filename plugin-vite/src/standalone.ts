import { dirname, resolve } from 'node:path';
import { build, normalizePath, type Plugin, type ResolvedConfig } from 'vite';
import {
  checkWorker,
  createWorkerConfig,
  generateScript,
  globIgnoresOf,
  writeScript,
} from 'workbox-background-fetch/build';
import { generateSW, injectManifest } from 'workbox-build';
import type { StandaloneOptions } from './options.ts';
import { hashedAssets, outputFolder, scanOutput } from './output.ts';
import { hasPwa, type State } from './state.ts';
import { workerBuild } from './worker-build.ts';
import { workerModule } from './worker-module.ts';

/** What vite-plugin-pwa precaches by default. */
const PRECACHED = ['**/*.{js,css,html}'];

/** Makes the service worker when Vite has written everything else, where vite-plugin-pwa does not. */
export function standaloneBuild(state: State, options: StandaloneOptions): Plugin {
  let hasFailed = false;
  return {
    name: 'vite-plugin-background-fetch:build',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    buildStart: () => {
      hasFailed = false;
    },
    buildEnd: (error) => {
      hasFailed = error !== undefined;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        // In builder mode the config that the plugin was first given is another environment's.
        const config = this.environment.getTopLevelConfig();
        const client = { ...config, build: this.environment.config.build } as ResolvedConfig;
        if (hasFailed || hasPwa(config)) return;
        if (options.injectManifest) await buildWorker(state, client, options.injectManifest);
        else await generateWorker(state, client, options.generateSW);
      },
    },
  };
}

async function generateWorker(
  { options }: State,
  config: ResolvedConfig,
  workbox: StandaloneOptions['generateSW'],
): Promise<void> {
  const folder = outputFolder(config);
  const swDest = resolve(folder, workbox?.swDest ?? 'sw.js');
  const { config: workerConfig, globbed } = await createWorkerConfig(
    options,
    await scanOutput(config, swDest),
  );
  const fileName = await writeScript(dirname(swDest), await generateScript(workerConfig));
  const { warnings } = await generateSW({
    globDirectory: folder,
    globPatterns: PRECACHED,
    dontCacheBustURLsMatching: hashedAssets(config),
    sourcemap: config.build.sourcemap !== false,
    ...workbox,
    swDest,
    importScripts: [fileName, ...(workbox?.importScripts ?? [])],
    globIgnores: [...(workbox?.globIgnores ?? []), ...globIgnoresOf(globbed)],
  });
  for (const warning of warnings) config.logger.warn(warning);
  await checkWorker(swDest, fileName);
}

async function buildWorker(
  { options }: State,
  config: ResolvedConfig,
  workbox: NonNullable<StandaloneOptions['injectManifest']>,
): Promise<void> {
  const folder = outputFolder(config);
  const swSrc = normalizePath(resolve(config.root, workbox.swSrc));
  const swDest = resolve(folder, workbox.swDest ?? 'sw.js');
  const worker = await createWorkerConfig(options, await scanOutput(config, swDest));
  const plugin = workerModule(
    () => swSrc,
    async () => worker,
  );
  await build(workerBuild(config, { swSrc, swDest, plugin }));
  const { warnings } = await injectManifest({
    globDirectory: folder,
    globPatterns: PRECACHED,
    dontCacheBustURLsMatching: hashedAssets(config),
    ...workbox,
    swSrc: swDest,
    swDest,
    globIgnores: [...(workbox.globIgnores ?? []), ...globIgnoresOf(worker.globbed)],
  });
  for (const warning of warnings) config.logger.warn(warning);
}
