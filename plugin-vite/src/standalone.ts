import { dirname, relative, resolve } from 'node:path';
import { build, normalizePath, type Plugin, type ResolvedConfig } from 'vite';
import {
  checkWorker,
  createWorkerConfig,
  generateScript,
  globIgnoresOf,
  sideScripts,
  writeScripts,
} from 'workbox-background-fetch/build';
import { generateSW, type InjectManifestOptions, injectManifest } from 'workbox-build';
import type { StandaloneOptions } from './options.ts';
import { hashedAssets, IGNORED, outputFolder, scanOutput } from './output.ts';
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

/** Which files are precached. Their URLs are relative to the worker. */
function precacheDefaults(config: ResolvedConfig, swDest: string): PrecacheDefaults {
  const folder = outputFolder(config);
  const up = relative(dirname(swDest), folder);
  return {
    globDirectory: folder,
    globPatterns: PRECACHED,
    dontCacheBustURLsMatching: hashedAssets(config),
    ...(up === '' ? {} : { modifyURLPrefix: { '': `${normalizePath(up)}/` } }),
  };
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
      isWritten = false;
      const { injectManifest } = options;
      if (injectManifest) this.addWatchFile(resolve(this.environment.config.root, injectManifest.swSrc));
    },
    // A build that fails is closed too.
    writeBundle() {
      isWritten = true;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        // In builder mode the config that the plugin was first given is another environment's.
        const config = this.environment.getTopLevelConfig();
        const client = { ...config, build: this.environment.config.build } as ResolvedConfig;
        if (!isWritten || !makesOwnWorker(config, options)) return;
        // A watching Vite begins the next build while this one is being closed, which would mix their workers.
        const making = previous.then(async () => {
          if (!isWritten) return;
          if (options.injectManifest) await buildWorker(state, client, options.injectManifest);
          else await generateWorker(state, client, options.generateSW);
        });
        previous = making.catch(() => undefined);
        await surviving(config, making);
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
  const output = await scanOutput(config, swDest);
  const { config: workerConfig, globbed } = await createWorkerConfig(options, output);
  const { fileName, files } = generateScript(workerConfig);
  writeScripts(dirname(swDest), files);
  const { warnings } = await generateSW({
    ...precacheDefaults(config, swDest),
    // It would lead to a temporary file of workbox-build, with another name in each build.
    sourcemap: false,
    ...workbox,
    swDest,
    importScripts: [fileName, ...(workbox?.importScripts ?? [])],
    globIgnores: [...(workbox?.globIgnores ?? IGNORED), ...globIgnoresOf(globbed, output.files)],
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
  const output = await scanOutput(config, swDest);
  const worker = await createWorkerConfig(options, output);
  const plugin = workerModule(
    () => swSrc,
    async () => worker,
  );
  writeScripts(dirname(swDest), sideScripts(worker.config));
  await build(workerBuild(config, { swSrc, swDest, plugin }));
  const { warnings } = await injectManifest({
    ...precacheDefaults(config, swDest),
    ...workbox,
    swSrc: swDest,
    swDest,
    globIgnores: [...(workbox.globIgnores ?? IGNORED), ...globIgnoresOf(worker.globbed, output.files)],
  });
  for (const warning of warnings) config.logger.warn(warning);
}
