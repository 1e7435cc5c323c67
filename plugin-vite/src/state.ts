import type { Plugin, ResolvedConfig } from 'vite';
import type { VitePWAOptions } from 'vite-plugin-pwa';
import type { ResolvedOptions, ScriptFile } from 'workbox-background-fetch/build/internal';
import type { StandaloneOptions } from './options.ts';
import type { PublicDirOption, ServedFolder } from './served-folders.ts';

/** What the plugins of one `backgroundFetch()` call know together. */
export interface State {
  readonly options: ResolvedOptions;
  readonly publicDir: PublicDirOption;
  /** On the dev server: whose files there are. */
  served: readonly ServedFolder[];
  /** Set when Vite has resolved its config. Where the same plugins serve the builds for browser and server, the browser's. */
  config: ResolvedConfig | undefined;
  /** Whether the config that was resolved last builds for a server. */
  isServerBuild: boolean;
  /** The app's own plugins, before Vite has sorted them. */
  plugins: readonly unknown[];
  /** The app's base, where vite-plugin-pwa was told of another than Vite. */
  appBase: string | undefined;
  /** Whether vite-plugin-pwa has called our integration. */
  isWired: boolean;
  /** The options of vite-plugin-pwa, once it has called our integration; a framework's kit changes them. */
  pwa: Partial<VitePWAOptions> | undefined;
  /** Whether vite-plugin-pwa makes a worker that only removes itself. */
  isSelfDestroying: boolean;
  /** Whether the client's build has begun and not been written. Some apps have no such build. */
  isUnfinished: boolean;
  /** Where vite-plugin-pwa puts the worker, relative to the output folder. */
  workerPath: string;
  /** The worker's source, where one is compiled: an absolute path with forward slashes. */
  workerSource: string | undefined;
  /** Of the worker that vite-plugin-pwa makes in this build. */
  written: WrittenWorker | undefined;
}

/** What was agreed of a worker that others write. */
export interface WrittenWorker {
  /** Absolute. */
  worker: string;
  /** What lies beside it for it. */
  scripts: ScriptFile[];
  /** The name of the script that it has to import; undefined where the routes are compiled into it. */
  script: string | undefined;
  /** Brings back the one that was there before. */
  restore(): Promise<void>;
}

/** Whether vite-plugin-pwa is among the plugins, and means to make a service worker. */
export function hasPwa(config: ResolvedConfig): boolean {
  const pwa = findPwa(config);
  return pwa !== undefined && !isDisabled(pwa);
}

/** The environment in which SvelteKit 3 builds the app's own service worker, where it has one. */
export const WORKER_ENVIRONMENT = 'serviceWorker';

/**
 * Whether the service worker is ours to make. Who disables vite-plugin-pwa wants none, and a framework that builds one makes it
 * itself, unless our options ask for one.
 */
export function makesOwnWorker(config: ResolvedConfig, options: StandaloneOptions): boolean {
  const pwa = findPwa(config);
  return pwa === undefined ? !isMadeByFramework(config, options) : isDisabled(pwa) && isAsked(options);
}

/** Whether the service worker is the app's own, and its framework builds it. */
export function isMadeByFramework(config: ResolvedConfig, options: StandaloneOptions): boolean {
  // Before Vite 6 there are no environments.
  const { environments = {} } = config as Partial<ResolvedConfig>;
  return WORKER_ENVIRONMENT in environments && !hasPwa(config) && !isAsked(options);
}

function isAsked({ generateSW, injectManifest }: StandaloneOptions): boolean {
  return generateSW !== undefined || injectManifest !== undefined;
}

function findPwa({ plugins }: ResolvedConfig): Plugin | undefined {
  return plugins.find(({ name }) => name === 'vite-plugin-pwa');
}

function isDisabled({ api }: Plugin): boolean {
  return (api as { disabled?: boolean } | undefined)?.disabled === true;
}
