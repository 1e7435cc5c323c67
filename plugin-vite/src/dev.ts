import { resolve } from 'node:path';
import {
  build,
  type Connect,
  type ModuleGraph,
  normalizePath,
  type Plugin,
  type ResolvedConfig,
  type ViteDevServer,
} from 'vite';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import {
  appBase,
  createWorkerConfig,
  generateScript,
  SCRIPT_NAME,
  sideScripts,
  type WorkerBuild,
} from 'workbox-background-fetch/build/internal';
import { importingPlugins } from './app-plugins.ts';
import type { StandaloneOptions } from './options.ts';
import { outputFolder, scanServed } from './output.ts';
import { type ServedFolder, servedFolders } from './served-folders.ts';
import { hasPwa, makesOwnWorker, type State } from './state.ts';
import { workerBuild } from './worker-build.ts';
import { RESOLVED_WORKER_MODULE, workerModule } from './worker-module.ts';

/** The name of the generated script on the dev server, where nothing is cached. */
export const DEV_SCRIPT = 'background-fetch-sw.js';

/** What a generated worker does in development besides: take over at once, and precache nothing. */
const DEV_WORKER = [
  "self.addEventListener('install', () => self.skipWaiting());",
  "self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));",
].join('\n');

/** Serves the service worker, or what vite-plugin-pwa's imports, from the dev server. Files are those of the public folders. */
export function devServer(state: State, options: StandaloneOptions): Plugin {
  return {
    name: 'vite-plugin-background-fetch:dev',
    apply: 'serve',
    async configureServer(server) {
      const { config } = server;
      if (hasPwa(config) && !state.isWired)
        config.logger.warn(new BackgroundFetchBuildError('plugin-not-wired', {}).message);
      state.served = await servedFolders(config, state.publicDir);
      // Vite watches its root and its own public folder.
      server.watcher.add(state.served.map(({ folder }) => folder));
      const createConfig = cachedConfig(state, server);
      onPublicChange(server, state.served, () => invalidateWorkerModule(server));
      const script = async (): Promise<string> =>
        generateScript((await createConfig()).config, 'development').code;
      const { injectManifest, generateSW } = options;
      const workerPath = injectManifest?.swDest ?? generateSW?.swDest ?? 'sw.js';
      if (makesOwnWorker(config, options)) state.workerPath = workerPath;
      serve(server, DEV_SCRIPT, script);
      serveSideScripts(server, createConfig);
      if (!makesOwnWorker(config, options)) return;
      serve(server, workerPath, async () =>
        injectManifest
          ? compile(state, config, injectManifest, createConfig)
          : `${DEV_WORKER}\n${await script()}`,
      );
    },
  };
}

/** Builds the config again only when a file of the public folders has changed. */
function cachedConfig(state: State, server: ViteDevServer): () => Promise<WorkerBuild> {
  let cached: Promise<WorkerBuild> | undefined;
  onPublicChange(server, state.served, () => {
    cached = undefined;
  });
  return () => {
    cached ??= createDevConfig(state, server.config).catch((error: unknown) => {
      cached = undefined;
      throw error;
    });
    return cached;
  };
}

function onPublicChange(
  { watcher }: ViteDevServer,
  served: readonly ServedFolder[],
  react: () => void,
): void {
  const inside = served.map(({ folder }) => `${normalizePath(folder)}/`);
  watcher.on('all', (_event, file) => {
    if (inside.some((folder) => normalizePath(file).startsWith(folder))) react();
  });
}

/** The worker that vite-plugin-pwa compiles takes the config as a module, which the server keeps. */
function invalidateWorkerModule(server: ViteDevServer): void {
  // Before Vite 6 there are no environments.
  const { environments } = server as Partial<ViteDevServer>;
  const moduleGraph = (environments?.client ?? server).moduleGraph as ModuleGraph;
  const module = moduleGraph.getModuleById(RESOLVED_WORKER_MODULE);
  if (module) moduleGraph.invalidateModule(module);
}

/** The config as far as the public folders tell; globs over what only a build emits match nothing yet. */
export async function createDevConfig(
  { options, workerPath, served, appBase: base }: State,
  config: ResolvedConfig,
): Promise<WorkerBuild> {
  const output = await scanServed(config, workerPath, served);
  return createWorkerConfig(options, { ...output, ...(base === undefined ? {} : { base }), lenient: true });
}

function serve(server: ViteDevServer, path: string, create: () => Promise<string>): void {
  // A worker above the app's files has `..` in its path.
  const url = new URL(path, new URL(appBase(server.config.base), 'http://localhost')).pathname;
  const handle: Connect.NextHandleFunction = (request, response, next) => {
    if (request.url?.split('?')[0] !== url) return next();
    create().then((code) => {
      response.setHeader('content-type', 'text/javascript');
      response.setHeader('cache-control', 'no-store');
      response.setHeader('service-worker-allowed', appBase(server.config.base));
      response.end(code);
    }, next);
  };
  server.middlewares.use(handle);
}

/** They are looked for beside the worker, which may be vite-plugin-pwa's. */
function serveSideScripts({ middlewares }: ViteDevServer, createConfig: () => Promise<WorkerBuild>): void {
  middlewares.use((request, response, next) => {
    const name = request.url?.split('?')[0]?.split('/').at(-1) ?? '';
    if (!SCRIPT_NAME.test(name)) return next();
    createConfig().then(({ config }) => {
      const script = sideScripts(config).find(({ fileName }) => fileName === name);
      if (!script) return next();
      response.setHeader('content-type', 'text/javascript');
      response.end(script.code);
    }, next);
  });
}

async function compile(
  { plugins: own }: State,
  config: ResolvedConfig,
  { swSrc: source, plugins }: NonNullable<StandaloneOptions['injectManifest']>,
  createConfig: () => Promise<WorkerBuild>,
): Promise<string> {
  const swSrc = normalizePath(resolve(config.root, source));
  const routes = workerModule(() => swSrc, createConfig);
  const others = plugins ?? (await importingPlugins(config, own));
  const swDest = resolve(outputFolder(config), 'sw.js');
  const inline = workerBuild(config, { swSrc, swDest, plugins: [routes, ...others] });
  const result = await build({
    ...inline,
    define: { ...inline.define, 'self.__WB_MANIFEST': '[]' },
    build: { ...inline.build, write: false, minify: false, sourcemap: 'inline' },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error(`${swSrc} was not compiled`);
  return output.output[0].code;
}
