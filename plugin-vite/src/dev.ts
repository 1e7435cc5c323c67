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
  hooksFile,
  SCRIPT_NAME,
  sideScripts,
  WORKER_MODULE,
  type WorkerBuild,
} from 'workbox-background-fetch/build/internal';
import { importingPlugins } from './app-plugins.ts';
import { compileHooks } from './hooks.ts';
import type { StandaloneOptions } from './options.ts';
import { scanServed } from './output.ts';
import { outputFolder } from './output-folder.ts';
import { changes, servedConfig } from './served-config.ts';
import { servedFolders } from './served-folders.ts';
import { hasPwa, makesOwnWorker, type State } from './state.ts';
import { workerBuild } from './worker-build.ts';
import { RESOLVED_WORKER_MODULE, workerModule } from './worker-module.ts';

/** The name of the generated script on the dev server, where nothing is cached. */
export const DEV_SCRIPT = 'background-fetch-sw.js';

/** What a generated worker does in development besides: take over at once, and precache nothing. */
const DEV_WORKER = [
  "self.addEventListener('install', () => self.skipWaiting());",
  "self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));",
  '',
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
      const createConfig = servedConfig(state.served, () => createDevConfig(state, config));
      invalidateWorkerModule(server, state);
      const script = async (head = ''): Promise<string> => {
        const hooks = await compileHooks(state, config, {
          folder: outputFolder(config),
          sourcemap: 'inline',
          isDevelopment: true,
        });
        return generateScript((await createConfig()).config, { mode: 'development', hooks, head }).code;
      };
      const { injectManifest, generateSW } = options;
      const workerPath = injectManifest?.swDest ?? generateSW?.swDest ?? 'sw.js';
      if (makesOwnWorker(config, options)) state.workerPath = workerPath;
      serve(server, DEV_SCRIPT, () => script());
      serveSideScripts(server, createConfig);
      if (!makesOwnWorker(config, options)) return;
      serve(server, workerPath, async () =>
        injectManifest ? compile(state, config, injectManifest, createConfig) : script(DEV_WORKER),
      );
    },
  };
}

/**
 * The worker that vite-plugin-pwa compiles takes the config as a module, which the server keeps. The hooks that it imports are served
 * anew by Vite itself; whether they still are hooks is looked at in this module.
 */
function invalidateWorkerModule(server: ViteDevServer, { served, options }: State): void {
  const hooks = hooksFile(options, server.config.root);
  const haveChanged = changes(served, hooks === undefined ? [] : [hooks]);
  server.middlewares.use((request, _response, next) => {
    if (request.url?.includes(WORKER_MODULE) && haveChanged()) {
      // Before Vite 6 there are no environments.
      const { environments } = server as Partial<ViteDevServer>;
      const moduleGraph = (environments?.client ?? server).moduleGraph as ModuleGraph;
      const module = moduleGraph.getModuleById(RESOLVED_WORKER_MODULE);
      if (module) moduleGraph.invalidateModule(module);
    }
    next();
  });
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
  state: State,
  config: ResolvedConfig,
  { swSrc: source, plugins }: NonNullable<StandaloneOptions['injectManifest']>,
  createConfig: () => Promise<WorkerBuild>,
): Promise<string> {
  const swSrc = normalizePath(resolve(config.root, source));
  const routes = workerModule(state, { workerSource: () => swSrc, createConfig });
  const others = plugins ?? (await importingPlugins(config, state.plugins));
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
