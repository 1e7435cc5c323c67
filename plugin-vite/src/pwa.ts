import { dirname, posix, resolve } from 'node:path';
import { normalizePath, type Plugin, type ResolvedConfig, type Rolldown } from 'vite';
import type { ResolvedVitePWAOptions, VitePWAOptions } from 'vite-plugin-pwa';
import {
  appBase,
  BackgroundFetchBuildError,
  checkWorker,
  createWorkerConfig,
  fileInMemory,
  generateScript,
  globIgnoresOf,
  type ScriptFile,
  sideScripts,
  type WorkerBuild,
  writeScripts,
} from 'workbox-background-fetch/build';
import { DEV_SCRIPT } from './dev.ts';
import { describer, IGNORED, publicFiles, scanOutput } from './output.ts';
import { hasPwa, type State } from './state.ts';
import { surviving } from './surviving.ts';
import { workerModule } from './worker-module.ts';

/** The hooks that vite-plugin-pwa calls; give them to it as its option `integration`. */
export type PwaIntegration = NonNullable<VitePWAOptions['integration']>;

/** Makes vite-plugin-pwa's worker ours too, with either of its strategies, in builds and on the dev server. */
export function pwaIntegration(state: State): PwaIntegration {
  const original = rememberOriginals();
  let worker: WorkerBuild | undefined;

  async function prepare(config: ResolvedConfig, options: ResolvedVitePWAOptions): Promise<void> {
    const output = await scanOutput(config, options.swDest);
    worker = await createWorkerConfig(state.options, output);
    const workbox = options.strategies === 'injectManifest' ? options.injectManifest : options.workbox;
    const { globIgnores = IGNORED, importScripts = [] } = original(workbox);
    workbox.globIgnores = [...globIgnores, ...globIgnoresOf(worker.globbed, output.files)];
    const folder = dirname(options.swDest);
    if (options.strategies === 'injectManifest') return writeScripts(folder, sideScripts(worker.config));
    const { fileName, files } = generateScript(worker.config);
    writeScripts(folder, files);
    options.workbox.importScripts = [fileName, ...importScripts];
    state.written = { worker: options.swDest, script: fileName };
  }

  return {
    configureOptions(config, { strategies, srcDir = 'public', filename = 'sw.js', selfDestroying = false }) {
      state.config = config;
      state.isWired = true;
      state.isSelfDestroying = selfDestroying;
      state.workerPath = filename.replace(/\.ts$/, '.js');
      if (strategies === 'injectManifest')
        state.workerSource = normalizePath(resolve(config.root, srcDir, filename));
    },
    async beforeBuildServiceWorker(options) {
      const config = resolved(state);
      if (config.command === 'serve') {
        options.workbox.importScripts = [DEV_SCRIPT, ...(options.workbox.importScripts ?? [])];
        return;
      }
      // vite-plugin-pwa goes on when another plugin has failed, and our errors would hide that one.
      if (state.isUnfinished) return;
      await surviving(config, prepare(config, options));
    },
    configureCustomSWViteBuild(inline) {
      const plugin = workerModule(
        () => state.workerSource,
        async () => worker ?? { config: { routes: [] }, globbed: [] },
      );
      inline.plugins = [...(inline.plugins ?? []), plugin];
    },
  };
}

type Originals = Pick<ResolvedVitePWAOptions['workbox'], 'globIgnores' | 'importScripts'>;

/** Watch mode, and frameworks that share a config between builds, come with options that we have added to before. */
function rememberOriginals(): (workbox: Originals) => Originals {
  const known = new WeakMap<Originals, Originals>();
  return (workbox) => {
    const original = known.get(workbox) ?? { ...workbox };
    known.set(workbox, original);
    return original;
  };
}

/** Holds vite-plugin-pwa to what was agreed, and shows the script to frameworks that copy only what a build emits. */
export function pwaBuild(state: State): Plugin {
  return {
    name: 'vite-plugin-background-fetch:pwa',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    buildStart() {
      state.written = undefined;
      state.isUnfinished = true;
      if (hasPwa(resolved(state)) && !state.isWired)
        throw new BackgroundFetchBuildError('plugin-not-wired', {});
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const config = resolved(state);
        if (!hasPwa(config) || state.isSelfDestroying || state.workerSource !== undefined) return;
        for (const { fileName, code } of await earlyScripts(state, config, bundle)) {
          this.emitFile({
            type: 'asset',
            fileName: posix.join(posix.dirname(state.workerPath), fileName),
            source: code,
          });
        }
      },
    },
    writeBundle() {
      state.isUnfinished = false;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        if (!state.written) return;
        const { worker, script } = state.written;
        await surviving(resolved(state), checkWorker(worker, script));
      },
    },
  };
}

/** The scripts as far as the bundle tells. Where a file is still to be copied, the one written later takes its place. */
async function earlyScripts(
  { options, workerPath }: State,
  config: ResolvedConfig,
  bundle: Rolldown.OutputBundle,
): Promise<ScriptFile[]> {
  const describe = describer(config);
  const emitted = Object.values(bundle).map((file) =>
    fileInMemory(
      file.fileName,
      file.type === 'asset' ? file.source : file.code,
      describe(file.fileName, false),
    ),
  );
  const files = [...emitted, ...(await publicFiles(config))];
  const { config: workerConfig } = await createWorkerConfig(options, {
    files,
    workerPath,
    base: appBase(config.base),
    lenient: true,
  });
  return generateScript(workerConfig).files;
}

function resolved({ config }: State): ResolvedConfig {
  if (!config) throw new Error('Vite has not resolved its config yet');
  return config;
}
